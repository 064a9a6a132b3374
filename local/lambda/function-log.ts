/** Where the lines of a function go: its log file, the listener, and metrics out of embedded ones. */
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { parseEmf } from './emf.ts';
import type { FunctionOptions } from './function-definition.ts';

export class FunctionLog {
  readonly #onLog: FunctionOptions['onLog'];
  readonly #onMetric: FunctionOptions['onMetric'];
  #file: WriteStream | undefined;

  constructor(options: FunctionOptions) {
    this.#onLog = options.onLog;
    this.#onMetric = options.onMetric;
    if (options.logFile === undefined) return;
    mkdirSync(path.dirname(options.logFile), { recursive: true });
    this.#file = createWriteStream(options.logFile, { flags: 'a' });
    this.#file.on('error', (error) => {
      // a full disk must not end the platform: the listener still has every line
      this.#file = undefined;
      this.#onLog?.(`log file given up: ${error.message}`);
    });
  }

  line(text: string): void {
    this.#file?.write(`${text}\n`);
    this.#onLog?.(text);
    if (this.#onMetric) for (const metric of parseEmf(text)) this.#onMetric(metric);
  }

  close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      file.once('close', resolve);
      file.end();
    });
  }
}
