/**
 * Every error code that can answer a request of the session, and what it means for the batch. Total: an unknown code is
 * tried again, and its outcome is unknown when the time is over.
 *   retry     not settled; the identical batch is sent again. `appended: 'no'` is the broker's word that it was not written.
 *   refused   certainly not written, and never will be
 *   forbidden certainly not written: the role may not, now. Not tried again here, but the record is not to blame
 *   too-large refused as it is; its records may fit one by one
 *   sequence  the chain of sequence numbers is broken on this partition
 */
export interface BrokerError {
  readonly code: string;
  readonly next: 'retry' | 'refused' | 'forbidden' | 'too-large' | 'sequence' | 'acknowledged';
  readonly appended: 'no' | 'perhaps';
  readonly refresh?: true;
}

const retry = (code: string, appended: 'no' | 'perhaps', refresh?: true): BrokerError => ({
  code,
  next: 'retry',
  appended,
  ...(refresh && { refresh }),
});
const refused = (code: string): BrokerError => ({ code, next: 'refused', appended: 'no' });
const forbidden = (code: string): BrokerError => ({ code, next: 'forbidden', appended: 'no' });
const tooLarge = (code: string): BrokerError => ({ code, next: 'too-large', appended: 'no' });
const sequence = (code: string): BrokerError => ({ code, next: 'sequence', appended: 'no' });

const TABLE: Readonly<Record<number, BrokerError>> = {
  [-1]: retry('UNKNOWN_SERVER_ERROR', 'perhaps'),
  2: retry('CORRUPT_MESSAGE', 'no'),
  3: retry('UNKNOWN_TOPIC_OR_PARTITION', 'no', true),
  5: retry('LEADER_NOT_AVAILABLE', 'no', true),
  6: retry('NOT_LEADER_FOR_PARTITION', 'no', true),
  7: retry('REQUEST_TIMED_OUT', 'perhaps'),
  8: retry('BROKER_NOT_AVAILABLE', 'no', true),
  9: retry('REPLICA_NOT_AVAILABLE', 'no', true),
  10: tooLarge('MESSAGE_TOO_LARGE'),
  13: retry('NETWORK_EXCEPTION', 'perhaps', true),
  14: retry('COORDINATOR_LOAD_IN_PROGRESS', 'no'),
  15: retry('COORDINATOR_NOT_AVAILABLE', 'no'),
  17: refused('INVALID_TOPIC_EXCEPTION'),
  18: tooLarge('RECORD_LIST_TOO_LARGE'),
  19: retry('NOT_ENOUGH_REPLICAS', 'no'),
  20: retry('NOT_ENOUGH_REPLICAS_AFTER_APPEND', 'perhaps'),
  21: refused('INVALID_REQUIRED_ACKS'),
  29: forbidden('TOPIC_AUTHORIZATION_FAILED'),
  31: forbidden('CLUSTER_AUTHORIZATION_FAILED'),
  32: refused('INVALID_TIMESTAMP'),
  35: refused('UNSUPPORTED_VERSION'),
  42: refused('INVALID_REQUEST'),
  43: refused('UNSUPPORTED_FOR_MESSAGE_FORMAT'),
  44: refused('POLICY_VIOLATION'),
  45: sequence('OUT_OF_ORDER_SEQUENCE_NUMBER'),
  46: { code: 'DUPLICATE_SEQUENCE_NUMBER', next: 'acknowledged', appended: 'perhaps' },
  47: sequence('INVALID_PRODUCER_EPOCH'),
  49: sequence('INVALID_PRODUCER_ID_MAPPING'),
  53: forbidden('TRANSACTIONAL_ID_AUTHORIZATION_FAILED'),
  56: retry('KAFKA_STORAGE_ERROR', 'perhaps', true),
  59: sequence('UNKNOWN_PRODUCER_ID'),
  74: retry('FENCED_LEADER_EPOCH', 'no', true),
  75: retry('UNKNOWN_LEADER_EPOCH', 'no', true),
  76: refused('UNSUPPORTED_COMPRESSION_TYPE'),
  87: refused('INVALID_RECORD'),
  89: retry('THROTTLING_QUOTA_EXCEEDED', 'no'),
  90: sequence('PRODUCER_FENCED'),
  100: retry('UNKNOWN_TOPIC_ID', 'no', true),
};

export const brokerError = (code: number): BrokerError =>
  TABLE[code] ?? retry(`KAFKA_ERROR_${code}`, 'perhaps', true);

/** The connection closed or was silent after the batch may have left. */
export const CONNECTION_LOST: BrokerError = retry('CONNECTION_LOST', 'perhaps', true);

/** The connection was gone before anything was written to it. */
export const NO_CONNECTION: BrokerError = retry('NO_CONNECTION', 'no', true);
