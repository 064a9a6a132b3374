/**
 * Records that are given up: Lambda's document to the bucket, and if that cannot be written the records are lost, as in
 * AWS. Both are said loudly: nothing is ever given up in silence.
 */
import { randomUUID } from 'node:crypto';
import { type Clock, sleep } from './clock.ts';
import { type Failure, failureDocument, failureKey } from './failure-document.ts';
import { type EventPart, type EventSource, partitionId } from './lambda-event.ts';

export interface FailureDestination {
  readonly uuid: string;
  readonly bucket: string | undefined;
  readonly source: EventSource;
  readonly clock: Clock;
  putObject(bucket: string, key: string, body: Buffer): Promise<void>;
  log(line: string): void;
}

/** Waits between the tries to write a document, ms: a minute in all. Ours: AWS documents none. */
const WAITS = [200, 1000, 3000, ...Array.from({ length: 11 }, () => 5000)];

export async function giveUp(
  to: FailureDestination,
  parts: readonly EventPart[],
  failure: Failure,
): Promise<'destination' | 'dropped'> {
  const why = failure.why ? `: ${failure.why}` : '';
  const what = `${named(to.source.topic, parts)} (${failure.condition} after ${failure.invokeCount} invocations${why})`;
  if (to.bucket === undefined) {
    to.log(`LOST: ${what}: the mapping has no failure destination`);
    return 'dropped';
  }
  const key = failureKey({
    mapping: to.uuid,
    topic: to.source.topic,
    partition: parts[0]?.partition ?? 0,
    at: failure.at,
    id: randomUUID(),
  });
  const body = Buffer.from(failureDocument(to.source, parts, failure));
  for (let attempt = 0; ; attempt += 1) {
    try {
      await to.putObject(to.bucket, key, body);
      to.log(`given up: ${what}: written to s3://${to.bucket}/${key}`);
      return 'destination';
    } catch (error) {
      const wait = WAITS[attempt];
      const reason = error instanceof Error ? error.message : String(error);
      if (wait === undefined) {
        to.log(`LOST: ${what}: s3://${to.bucket} could not be written: ${reason}`);
        return 'dropped';
      }
      await sleep(to.clock, wait);
    }
  }
}

const named = (topic: string, parts: readonly EventPart[]): string =>
  parts
    .map(({ partition, records }) => {
      const [first, last] = [records[0]?.offset, records.at(-1)?.offset];
      return `${partitionId(topic, partition)}@${first === last ? first : `${first}..${last}`}`;
    })
    .join(', ');
