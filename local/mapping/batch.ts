/** Records that go to the function together, and how often they did. */
import type { Unfit } from './judge-record.ts';
import type { EventPart, EventRecord } from './lambda-event.ts';
import type { Lane } from './lane.ts';

export interface BatchPart extends EventPart {
  readonly lane: Lane;
  readonly records: readonly EventRecord[];
}

export interface Batch {
  readonly parts: readonly BatchPart[];
  /** Invocations that failed for exactly these records or more of their partitions. */
  readonly failures: number;
  /** Redelivered after a partial answer: `records` alone. */
  readonly thin: boolean;
  notBefore: number;
  /** Of one record that the function never gets. */
  readonly unfit: Unfit | undefined;
  running: boolean;
}

export function batchOf(parts: readonly BatchPart[], more: Partial<Omit<Batch, 'parts'>> = {}): Batch {
  return { failures: 0, thin: false, notBefore: 0, unfit: undefined, running: false, ...more, parts };
}

export const recordCount = (parts: readonly EventPart[]): number =>
  parts.reduce((sum, part) => sum + part.records.length, 0);

/** The first half of the records and the rest; a partition that is cut stays in order across the two. */
export function halves(parts: readonly BatchPart[]): [BatchPart[], BatchPart[]] {
  let left = Math.floor(recordCount(parts) / 2);
  const first: BatchPart[] = [];
  const second: BatchPart[] = [];
  for (const part of parts) {
    const cut = Math.min(left, part.records.length);
    if (cut > 0) first.push({ ...part, records: part.records.slice(0, cut) });
    if (cut < part.records.length) second.push({ ...part, records: part.records.slice(cut) });
    left -= cut;
  }
  return [first, second];
}
