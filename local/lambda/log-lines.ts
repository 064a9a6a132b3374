/**
 * Cuts a worker's stdout or stderr into lines. The bootstrap ends the init phase and each invocation with a mark
 * in both streams (NUL, `end `, request id or `init`, line feed); the mark is taken out and told apart, also behind an
 * unfinished line.
 */
import { StringDecoder } from 'node:string_decoder';

/** A line that never ends is cut here rather than kept. */
const LONGEST = 1024 * 1024;
const MARK = '\0end ';

export interface LineSink {
  line(text: string): void;
  /** Everything the stream carried before the end of this phase has been given to `line`. */
  mark(phase: string): void;
}

export class LogLines {
  readonly #sink: LineSink;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  write(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#emit(line);
    if (this.#rest.length > LONGEST) this.end();
  }

  end(): void {
    if (this.#rest !== '') this.#emit(this.#rest);
    this.#rest = '';
  }

  #emit(line: string): void {
    const at = line.indexOf(MARK);
    const text = at < 0 ? line : line.slice(0, at);
    if (at !== 0) this.#sink.line(text);
    if (at >= 0) this.#sink.mark(line.slice(at + MARK.length));
  }
}
