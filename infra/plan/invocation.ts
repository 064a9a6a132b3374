/**
 * How records become invocations.
 *
 *   the largest batch   batch.size records, or what fits into Lambda's 6 MB as base64 (Lambda's guide, Kafka batching)
 *   its time            records ÷ concurrency × the rule's time, and a constant for settling: one publish that is
 *                       acknowledged, at a guess
 *   a usual batch       what arrives for a poller within the window, up to the largest
 *
 * Keys are taken to be many and even: records of one key run one after another, whatever the concurrency.
 */
export interface Work {
  readonly recordBytes: number;
  readonly ruleMs: number;
  readonly batchSize: number;
  readonly concurrency: number;
}

const PAYLOAD_BYTES = 6 * 1_048_576;
/** Topic, partition, offset, timestamp and names in JSON, and a few headers. */
const ENVELOPE_BYTES = 200;
export const SETTLING_MS = 20;

export const payloadBytes = (recordBytes: number): number => (recordBytes * 4) / 3 + ENVELOPE_BYTES;

export const largestBatch = ({ recordBytes, batchSize }: Work): number =>
  Math.max(1, Math.min(batchSize, Math.floor(PAYLOAD_BYTES / payloadBytes(recordBytes))));

export const durationMs = (records: number, { concurrency, ruleMs }: Work): number =>
  SETTLING_MS + Math.max(1, records / concurrency) * ruleMs;

/** Records a second of one invocation after another, each with the largest batch. */
export const ratePerInvocation = (work: Work): number => {
  const records = largestBatch(work);
  return (records * 1_000) / durationMs(records, work);
};

export interface Arrival {
  /** Records a second of the whole mapping. */
  readonly rate: number;
  readonly pollers: number;
  readonly windowMs: number;
}

export const usualBatch = (work: Work, { rate, pollers, windowMs }: Arrival): number =>
  Math.min(largestBatch(work), Math.max(1, (rate * windowMs) / 1_000 / pollers));
