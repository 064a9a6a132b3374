import { type Batch, batchOf } from './batch.ts';
import type { Lane } from './lane.ts';

/** A batch that waits for its turn again: the first of all its partitions, and its back-off over. */
export function nextBatch(lanes: readonly Lane[], now: number): Batch | undefined {
  for (const lane of lanes) {
    const batch = lane.batches[0];
    if (batch === undefined || batch.running || batch.notBefore > now) continue;
    const parts = batch.parts.filter((part) => !part.lane.revoked);
    if (!parts.every((part) => part.lane.batches[0] === batch)) continue;
    if (parts.length === batch.parts.length) return batch;
    const fewer = batchOf(parts, batch);
    for (const part of parts) part.lane.replace(batch, [fewer]);
    return fewer;
  }
  return undefined;
}

/** When the next of the batches that wait for another try may go. */
export function notBefore(lanes: readonly Lane[], now: number): number {
  let at = Number.POSITIVE_INFINITY;
  for (const lane of lanes) {
    const batch = lane.batches[0];
    // One whose time has come waits for another partition's turn, not for the clock.
    if (batch !== undefined && !batch.running && batch.notBefore > now) at = Math.min(at, batch.notBefore);
  }
  return at;
}
