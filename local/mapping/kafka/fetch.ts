/**
 * Fetch version 12, its record sets left as bytes: they are decoded by us, partition by partition, so that one that
 * cannot be read fails alone. A partition's error is part of the answer, not an exception.
 */
import {
  type Connection,
  createAPI,
  fetchV12,
  type Reader,
  readKnownTaggedFields,
} from '@platformatic/kafka';

export type Isolation = 'read_uncommitted' | 'read_committed';

const MAX_WAIT_MS = 1000;
const MAX_BYTES = 4 * 1024 * 1024;
const PARTITION_BYTES = 1024 * 1024;

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

const fetch = createAPI<fetchV12.FetchRequest, FetchAnswer>(
  fetchV12.api.key,
  fetchV12.api.version,
  fetchV12.createRequest,
  parseAnswer,
);

export interface FetchRequest {
  readonly topic: string;
  readonly isolation: Isolation;
  readonly partitions: readonly {
    readonly partition: number;
    readonly offset: number;
    readonly leaderEpoch: number;
  }[];
}

export function fetchRecords(connection: Connection, request: FetchRequest): Promise<FetchAnswer> {
  const partitions = request.partitions.map(({ partition, offset, leaderEpoch }) => ({
    partition,
    currentLeaderEpoch: leaderEpoch,
    fetchOffset: BigInt(offset),
    lastFetchedEpoch: -1,
    partitionMaxBytes: PARTITION_BYTES,
  }));
  const level = request.isolation === 'read_committed' ? 1 : 0;
  return fetch.async(
    connection,
    MAX_WAIT_MS,
    1,
    MAX_BYTES,
    level,
    0,
    -1,
    [{ topicId: request.topic, partitions }],
    [],
    '',
  );
}
