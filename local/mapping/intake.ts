/**
 * Records on their way from the log into their lanes, where each has to be looked at: decoded, filtered. A lane takes as
 * much as it has room for: few bytes of a record may become many, and what waits here is as the log gave it. Nobody is
 * held up for longer than a slice, or one record.
 */
import type { Clock } from './clock.ts';
import type { Judge } from './judge-record.ts';
import type { Lane } from './lane.ts';
import type { MappingStats } from './mapping-stats.ts';
import type { SourceRecord } from './record-source.ts';

export interface IntakePorts {
  readonly clock: Clock;
  readonly stats: MappingStats;
  readonly judge: Judge;
  hasRoom(lane: Lane): boolean;
  /** Records came into the lane, or were left out. */
  took(lane: Lane): void;
}

interface Chunk {
  readonly records: readonly SourceRecord[];
  readonly next: number;
  /** How many of them have been looked at. */
  at: number;
}

interface Waiting {
  readonly chunks: Chunk[];
  cancel: (() => void) | undefined;
}

const SLICE_MS = 20;

export class Intake {
  readonly #ports: IntakePorts;
  readonly #waiting = new Map<Lane, Waiting>();

  constructor(ports: IntakePorts) {
    this.#ports = ports;
  }

  add(lane: Lane, records: readonly SourceRecord[], next: number): void {
    const waiting = this.#waiting.get(lane) ?? { chunks: [], cancel: undefined };
    waiting.chunks.push({ records, next, at: 0 });
    this.#waiting.set(lane, waiting);
    this.goOn(lane);
  }

  /** The log has given more than the lane has taken. */
  isBehind(lane: Lane): boolean {
    return this.#waiting.has(lane);
  }

  /** The lane may have room again. */
  goOn(lane: Lane): void {
    const waiting = this.#waiting.get(lane);
    if (waiting === undefined || waiting.cancel) return;
    const end = this.#takeIn(lane, waiting.chunks);
    if (end === 'all') this.#waiting.delete(lane);
    if (end === 'slice') {
      waiting.cancel = this.#ports.clock.after(0, () => {
        waiting.cancel = undefined;
        this.goOn(lane);
      });
    }
    this.#ports.took(lane);
  }

  /** Nothing more of this lane. */
  drop(lane: Lane): void {
    this.#waiting.get(lane)?.cancel?.();
    this.#waiting.delete(lane);
  }

  stop(): void {
    for (const lane of this.#waiting.keys()) this.drop(lane);
  }

  /** Ends with the records, the room, or the slice of time. */
  #takeIn(lane: Lane, chunks: Chunk[]): 'all' | 'room' | 'slice' {
    const { clock, hasRoom } = this.#ports;
    const until = clock.now() + SLICE_MS;
    for (let [chunk] = chunks; chunk !== undefined; [chunk] = chunks) {
      for (const record of chunk.records.slice(chunk.at)) {
        if (!hasRoom(lane)) return 'room';
        if (clock.now() >= until) return 'slice';
        chunk.at += 1;
        this.#judge(lane, record);
      }
      lane.reach(chunk.next);
      chunks.shift();
    }
    return 'all';
  }

  #judge(lane: Lane, record: SourceRecord): void {
    const { judge, stats, clock } = this.#ports;
    const verdict = judge(record);
    if (verdict === 'filtered') {
      stats.filtered += 1;
      lane.leaveOut(record.offset);
    } else if ('fit' in verdict) {
      lane.add(verdict.fit, clock.now());
    } else {
      stats.invalid += 1;
      lane.add(record, clock.now(), verdict.unfit);
    }
    lane.reach(record.offset + 1);
  }
}
