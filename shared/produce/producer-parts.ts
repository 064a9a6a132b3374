/** The pieces of one producer, in the order in which a record meets them. */
import type { ClaimCheck } from '../claim-check/claim-check.ts';
import type { Schemas } from '../schema/schemas.ts';
import { Accumulator } from './accumulator.ts';
import { Admission } from './admission.ts';
import { iamTokens } from './iam-token.ts';
import type { Encoding } from './outgoing-record.ts';
import { Packing } from './packing.ts';
import { Partitioner } from './partitioner.ts';
import { Room } from './room.ts';
import { Session } from './session.ts';
import { TopicWait } from './topic-wait.ts';
import { Uploads } from './uploads.ts';

const LINGER_MS = 5;
const BATCH_BYTES = 32 * 1024;
const BUFFER_BYTES = 32 * 1024 * 1024;
const CONNECT_MS = 5_000;

export interface ProducerOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** `iam`: TLS and SASL/OAUTHBEARER with a token of the process's AWS credentials. */
  readonly auth: { readonly kind: 'iam'; readonly region: string } | { readonly kind: 'plaintext' };
  /** The service in the `source` header. */
  readonly source: string;
  readonly claimCheck?: () => ClaimCheck;
  /** For topics with a contract. */
  readonly schemas?: () => Schemas;
  /** Told how many records of a `publish` or `publishAll` were not acknowledged. */
  readonly onFailure?: (records: number) => void;
  readonly lingerMs?: number;
  readonly bufferBytes?: number;
}

export interface ProducerParts {
  readonly encoding: Encoding;
  readonly topics: TopicWait;
  readonly room: Room;
  readonly admission: Admission;
  readonly uploads: Uploads;
  readonly packing: Packing;
  readonly partitioner: Partitioner;
  readonly accumulator: Accumulator;
  readonly session: Session;
  readonly onFailure: ProducerOptions['onFailure'];
}

export function producerParts({
  brokers,
  auth,
  source,
  claimCheck,
  schemas = noSchemas,
  onFailure,
  lingerMs,
  bufferBytes,
}: ProducerOptions): ProducerParts {
  const session = new Session(brokers, {
    clientId: source,
    ssl: auth.kind === 'iam',
    connectMs: CONNECT_MS,
    ...(auth.kind === 'iam' && { token: iamTokens(auth.region) }),
  });
  const topics = new TopicWait(session);
  const room = new Room(bufferBytes ?? BUFFER_BYTES);
  const packing = new Packing(BATCH_BYTES);
  return {
    encoding: { source, schemas },
    topics,
    room,
    admission: new Admission(topics, room),
    uploads: new Uploads(claimCheck),
    packing,
    partitioner: new Partitioner(packing),
    accumulator: new Accumulator({
      packing,
      lingerMs: lingerMs ?? LINGER_MS,
      full: ({ topic, partition }) => session.full(topic, partition),
      sealed: (batch) => session.push(batch),
      settled: (bytes) => room.release(bytes),
    }),
    session,
    onFailure,
  };
}

function noSchemas(): never {
  throw new Error('the producer was made without `schemas`, which topics with a contract need');
}
