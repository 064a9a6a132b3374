/**
 * Why records were not acknowledged. `refused`: certainly not in the topic. `unknown`: perhaps; sending them again may
 * double them. `acknowledged`: those of the same call that are.
 *
 * Codes of ours: NO_CONNECTION and NO_ROOM, for which it waited until the deadline; NOT_SENT, its turn did not come by
 * then; NO_ANSWER, it was sent and not acknowledged by then; ABORTED by its signal; CLOSED, as the producer is.
 */
import type { Published } from './producer.ts';

export interface RecordFailure {
  /** Position in the call. */
  readonly index: number;
  readonly topic: string;
  readonly partition: number | undefined;
  /** Kafka's error name (NOT_ENOUGH_REPLICAS, MESSAGE_TOO_LARGE …), one of ours, or that of what failed before. */
  readonly code: string;
  readonly message: string;
}

export interface RecordAcknowledged extends Published {
  /** Position in the call. */
  readonly index: number;
}

export class ProduceError extends Error {
  override readonly name = 'ProduceError';
  readonly code: 'produce-refused' | 'produce-unknown';
  readonly retriable: boolean;
  readonly refused: readonly RecordFailure[];
  readonly unknown: readonly RecordFailure[];
  readonly acknowledged: readonly RecordAcknowledged[];

  constructor(
    failures: {
      readonly refused: readonly RecordFailure[];
      readonly unknown: readonly RecordFailure[];
      readonly acknowledged: readonly RecordAcknowledged[];
      readonly retriable: boolean;
    },
    options?: ErrorOptions,
  ) {
    const { refused, unknown, acknowledged } = failures;
    const first = unknown[0] ?? refused[0];
    super(
      `${refused.length} records refused, ${unknown.length} with unknown outcome, ${acknowledged.length} acknowledged; ` +
        `first: ${first?.code} for ${first?.topic}-${first?.partition ?? '?'}: ${first?.message}`,
      options,
    );
    this.code = unknown.length > 0 ? 'produce-unknown' : 'produce-refused';
    this.retriable = failures.retriable;
    this.refused = refused;
    this.unknown = unknown;
    this.acknowledged = acknowledged;
  }
}
