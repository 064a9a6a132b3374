/**
 * From what a caller publishes to a record: the value by its topic's contract (or as JSON), the key its topic declares,
 * and the headers every record of ours has.
 *   correlation-id  the caller's, else a new one      traceparent  the caller's trace, a new span
 *   source          the service that publishes        timestamp    ISO 8601, when it was published
 */
import { randomUUID } from 'node:crypto';
import type { Contract } from '../schema/contract.ts';
import type { SchemaError } from '../schema/schema-error.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Outgoing, Trace } from './producer.ts';
import type { Header, RawRecord } from './record.ts';
import { childOf } from './traceparent.ts';

interface OutgoingErrorOptions extends ErrorOptions {
  /** Default false: the same record would be refused again. */
  readonly retriable?: boolean;
}

export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';
  readonly code: string;
  readonly retriable: boolean;

  constructor(message: string, code = 'outgoing', options: OutgoingErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retriable = options.retriable ?? false;
  }
}

const RESERVED = ['correlation-id', 'traceparent', 'source', 'timestamp'];

export interface Encoding {
  /** In the `source` header. */
  readonly source: string;
  readonly schemas: () => Schemas;
}

/** Throws an OutgoingError. */
export function outgoingRecord(
  record: Outgoing,
  { source, schemas }: Encoding,
  trace: Trace = {},
): RawRecord {
  const { topic, value } = record;
  return {
    key: topic.keyContract === undefined ? keyOf(record) : structuredKey(record, topic.keyContract, schemas),
    value:
      value === null
        ? null
        : topic.value.kind === 'contract'
          ? byContract(record, { contract: topic.value, value, schemas })
          : json(record),
    headers: headersOf(record, source, trace),
  };
}

function structuredKey(record: Outgoing, contract: Contract, schemas: Encoding['schemas']): Buffer {
  const { topic, key } = record;
  if (typeof key !== 'object' || key === null) {
    throw new OutgoingError(
      `topic '${topic.name}': key is of type ${typeof key}; allowed: an object of its contract`,
    );
  }
  return byContract(record, { contract, value: key, schemas });
}

function byContract(
  { topic }: Outgoing,
  { contract, value, schemas }: { contract: Contract; value: unknown; schemas: Encoding['schemas'] },
): Buffer {
  try {
    return schemas().codec(topic, contract).encode(value);
  } catch (cause) {
    const { code, message, retriable = false } = cause as Error & Partial<SchemaError>;
    const refused = `topic '${topic.name}': the ${contract.attribute} is refused: ${message}`;
    throw new OutgoingError(refused, code, { cause, retriable });
  }
}

function json({ topic, value }: Outgoing): Buffer {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    const { message } = cause as Error;
    throw new OutgoingError(`topic '${topic.name}': the value is not JSON: ${message}`, 'outgoing', {
      cause,
    });
  }
  if (json === undefined)
    throw new OutgoingError(`topic '${topic.name}': a value of type ${typeof value} is not JSON`);
  return Buffer.from(json);
}

function keyOf({ topic, value, key }: Outgoing): Buffer | null {
  if (key !== undefined && typeof key !== 'string') {
    throw new OutgoingError(`topic '${topic.name}': key is of type ${typeof key}; allowed: a string`);
  }
  if (topic.key === undefined) {
    if (value === null && key === undefined)
      throw new OutgoingError(`topic '${topic.name}': a tombstone needs a key`);
    return key === undefined ? null : Buffer.from(key);
  }
  if (value === null) {
    if (!key)
      throw new OutgoingError(`topic '${topic.name}': a tombstone needs the key (its '${topic.key}')`);
    return Buffer.from(key);
  }
  const field = (value as Record<string, unknown> | undefined)?.[topic.key];
  if (!(typeof field === 'string' ? field !== '' : Number.isFinite(field))) {
    throw new OutgoingError(
      `topic '${topic.name}': its key is the field '${topic.key}', which is ${field === '' ? 'empty' : `of type ${typeof field}`}; allowed: a string or a finite number`,
    );
  }
  if (key !== undefined && key !== String(field)) {
    throw new OutgoingError(`topic '${topic.name}': the key given is not the value's '${topic.key}'`);
  }
  return Buffer.from(String(field));
}

function headersOf({ headers, topic }: Outgoing, source: string, trace: Trace): Header[] {
  const all: Header[] = [];
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (RESERVED.includes(name)) continue;
    if (typeof value !== 'string') {
      throw new OutgoingError(
        `topic '${topic.name}': header '${name}' is of type ${typeof value}; allowed: a string`,
      );
    }
    all.push([name, Buffer.from(value)]);
  }
  all.push([
    'correlation-id',
    Buffer.from(trace.correlationId ?? headers?.['correlation-id'] ?? randomUUID()),
  ]);
  const parent = trace.traceparent ?? headers?.traceparent;
  if (parent !== undefined) all.push(['traceparent', Buffer.from(childOf(parent))]);
  const { sourceBytes, timestampBytes } = stamps(source);
  all.push(['source', sourceBytes], ['timestamp', timestampBytes]);
  return all;
}

let last = { ms: 0, source: '', timestampBytes: Buffer.alloc(0), sourceBytes: Buffer.alloc(0) };

/** Neighbours have the same source, and mostly the same millisecond. */
function stamps(source: string): typeof last {
  const ms = Date.now();
  if (ms !== last.ms || source !== last.source) {
    const timestampBytes = Buffer.from(new Date(ms).toISOString());
    last = { ms, source, timestampBytes, sourceBytes: Buffer.from(source) };
  }
  return last;
}
