/**
 * Fetch version 12, its record sets left as bytes: they are decoded by us, partition by partition, so that one that
 * cannot be read fails alone. A partition's error is part of the answer, not an exception.
 */
import { createAPI, fetchV12, type Reader, readKnownTaggedFields } from '@platformatic/kafka';

export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  /** Only with read_committed. */
  readonly aborted: readonly AbortedTransaction[];
  readonly records: Buffer;
}

export interface FetchAnswer {
  readonly errorCode: number;
  readonly partitions: readonly FetchedPartition[];
}

function parseAnswer(_correlationId: number, _key: number, _version: number, reader: Reader): FetchAnswer {
  reader.readInt32(); // throttle time
  const errorCode = reader.readInt16();
  reader.readInt32(); // session
  const topics = reader.readArray((topic) => {
    topic.readString();
    return topic.readArray(partitionAnswer, true, false);
  });
  return { errorCode, partitions: topics.flat() };
}

function partitionAnswer(reader: Reader): FetchedPartition {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.skip(24); // high watermark, last stable offset, log start
  const aborted = reader.readArray((each) => ({
    producerId: each.readInt64(),
    firstOffset: Number(each.readInt64()),
  }));
  reader.readInt32(); // preferred replica
  const records = reader.readBytes();
  readKnownTaggedFields(reader, {});
  return { partition, errorCode, aborted, records };
}

export const fetchRecords = createAPI<fetchV12.FetchRequest, FetchAnswer>(
  fetchV12.api.key,
  fetchV12.api.version,
  fetchV12.createRequest,
  parseAnswer,
);
