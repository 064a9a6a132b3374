/**
 * When a poller's records become a batch: enough of them, 6 MB of them, no room to read more, or the window since the
 * first one is over. A batch takes from the partition that waits longest, then from the next; a partition with a batch
 * under way is passed over, so that order holds and a blocked partition holds up no other. A record that the function
 * must not get ends the batch before it, and is one of its own, at once.
 */
import { type Batch, type BatchPart, batchOf } from './batch.ts';
import type { Unfit } from './judge-record.ts';
import { type EventSource, eventOverhead, MAX_PAYLOAD, partOverhead } from './lambda-event.ts';
import type { Lane } from './lane.ts';

export interface BatchLimits {
  readonly source: EventSource;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly now: number;
}

export function formBatch(lanes: readonly Lane[], limits: BatchLimits): Batch | undefined {
  const { source } = limits;
  const waiting = lanes
    .filter((lane) => lane.idle && lane.buffered > 0)
    .sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0));
  for (const lane of waiting) {
    if (lane.headUnfit) return unfitBatch(lane, lane.headUnfit);
  }
  const oldest = waiting[0];
  if (oldest === undefined || !isDue(waiting, oldest, limits)) return undefined;

  const room = MAX_PAYLOAD - eventOverhead(source, []);
  if (oldest.headSize + partOverhead(source.topic, oldest.partition) > room) {
    return unfitBatch(oldest, { condition: 'MaximumPayloadSizeExceeded' });
  }

  const parts: BatchPart[] = [];
  let left = limits.batchSize;
  let bytes = room;
  for (const lane of waiting) {
    const overhead = partOverhead(source.topic, lane.partition);
    const taken = lane.take(left, bytes - overhead);
    if (taken.records.length === 0) continue;
    parts.push({ lane, partition: lane.partition, records: taken.records });
    left -= taken.records.length;
    bytes -= taken.bytes + overhead;
    if (left === 0) break;
  }
  return batchOf(parts);
}

const unfitBatch = (lane: Lane, unfit: Unfit): Batch =>
  batchOf([{ lane, partition: lane.partition, records: lane.takeHead() }], { unfit });

/** When the window of a poller's oldest waiting record ends. */
export function dueAt(lanes: readonly Lane[], windowMs: number): number {
  let at = Number.POSITIVE_INFINITY;
  for (const lane of lanes) {
    if (lane.idle && lane.waitingSince !== undefined) at = Math.min(at, lane.waitingSince + windowMs);
  }
  return at;
}

function isDue(waiting: readonly Lane[], oldest: Lane, limits: BatchLimits): boolean {
  const { now } = limits;
  if ((oldest.waitingSince ?? now) + limits.windowMs <= now) return true;
  let records = 0;
  let bytes = 0;
  for (const lane of waiting) {
    records += lane.buffered;
    bytes += lane.bytes;
    if (lane.paused || records >= limits.batchSize || bytes >= MAX_PAYLOAD) return true;
  }
  return false;
}
