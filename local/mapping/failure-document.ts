/** Lambda's document for records it gives up on, as its S3 destination gets it: the event is in it, as text. */

import { type EventPart, type EventSource, eventText, partitionId } from './lambda-event.ts';
import type { Fault } from './schema/undecodable.ts';

export interface Failure {
  readonly condition: 'RetryAttemptsExhausted' | Fault;
  /** For the log alone. */
  readonly why?: string | undefined;
  readonly requestId: string;
  readonly functionArn: string;
  readonly invokeCount: number;
  /** null: the function was never invoked. */
  readonly response: { readonly functionError: string | null } | null;
  readonly at: number;
}

export function failureDocument(source: EventSource, parts: readonly EventPart[], failure: Failure): string {
  const payload = eventText(source, parts, false);
  return JSON.stringify({
    requestContext: {
      requestId: failure.requestId,
      functionArn: failure.functionArn,
      condition: failure.condition,
      approximateInvokeCount: failure.invokeCount,
    },
    responseContext: failure.response && {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: failure.response.functionError,
    },
    version: '1.0',
    timestamp: new Date(failure.at).toISOString(),
    KafkaBatchInfo: {
      batchSize: parts.reduce((sum, part) => sum + part.records.length, 0),
      eventSourceArn: source.eventSourceArn,
      bootstrapServers: source.bootstrapServers,
      payloadSize: Buffer.byteLength(payload),
      recordsInfo: Object.fromEntries(
        parts.map((part) => [partitionId(source.topic, part.partition), info(part)]),
      ),
    },
    payload,
  });
}

export interface FailurePlace {
  readonly mapping: string;
  readonly topic: string;
  readonly partition: number;
  readonly at: number;
  /** Tells documents of one moment apart. */
  readonly id: string;
}

/** Lambda's pattern for streams, the partition in the shard's place. A batch of several partitions has the first one's. */
export function failureKey({ mapping, topic, partition, at, id }: FailurePlace): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  const stamp = `${day}T${time.slice(0, 8).replaceAll(':', '.')}`;
  return `aws/lambda/${mapping}/${partitionId(topic, partition)}/${day.replaceAll('-', '/')}/${stamp}-${id}`;
}

function info({ records }: EventPart): Record<string, string> {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return {};
  return {
    firstRecordOffset: String(first.offset),
    lastRecordOffset: String(last.offset),
    firstRecordTimestamp: new Date(first.timestamp).toISOString(),
    lastRecordTimestamp: new Date(last.timestamp).toISOString(),
  };
}
