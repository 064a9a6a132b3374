/** What batching needs of a log: no word of Kafka's protocol, so that a test can be the log. */

export interface SourceRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: 'CREATE_TIME' | 'LOG_APPEND_TIME';
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [name: Buffer | null, value: Buffer | null])[];
}

export interface Assigned {
  readonly partition: number;
  /** The offset of the first record that will come. */
  readonly position: number;
  /** What the group has committed; -1 when nothing. */
  readonly committed: number;
}

export interface SourceEvents {
  assigned(partitions: readonly Assigned[]): void;
  /** Nothing of these may be committed any more. */
  revoked(partitions: readonly number[]): void;
  /** In offset order per partition; `next` may lie beyond the last record (compaction, transaction markers). */
  records(partition: number, records: readonly SourceRecord[], next: number): void;
  /** A last chance to commit before the group is shared out anew. */
  rebalancing(): Promise<void>;
}

export interface RecordSource {
  start(events: SourceEvents): Promise<void>;
  pause(partition: number): void;
  resume(partition: number): void;
  /** Next offset by partition. Rejects when the group has not taken all of them. */
  commit(offsets: ReadonlyMap<number, number>): Promise<void>;
  /** Records of the topic that the group has not committed, asked for now. */
  lag(): Promise<number>;
  stop(): Promise<void>;
}
