/** A mapping over a log in memory, a clock moved by hand, and invocations that a test answers one by one. */
import { failed, type InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { type Mapping, runMapping } from '../../../local/mapping/mapping.ts';
import { type MappingDefinition, mappingRules } from '../../../local/mapping/mapping-definition.ts';
import type { VersionById } from '../../../local/registry/registry.ts';
import { ManualClock } from '../../driver/manual-clock.ts';
import { FakeLog } from './fake-log.ts';

export interface Invocation {
  readonly event: {
    readonly eventSource?: string;
    readonly records: Readonly<Record<string, readonly EventRecord[]>>;
  };
  /** `partition@offset`, in the event's order. */
  readonly ids: readonly string[];
  readonly bytes: number;
  answer(payload?: unknown): Promise<void>;
  /** Reports these, `partition@offset`. */
  report(...ids: string[]): Promise<void>;
  fail(errorType?: string): Promise<void>;
}

interface EventRecord {
  readonly offset: number;
  readonly key: string | null;
  readonly value?: string;
  readonly keySchemaMetadata?: { readonly dataFormat: string; readonly schemaId: string };
  readonly valueSchemaMetadata?: { readonly dataFormat: string; readonly schemaId: string };
}

export interface Rig {
  readonly log: FakeLog;
  readonly clock: ManualClock;
  readonly mapping: Mapping;
  readonly lines: string[];
  /** Not answered yet, oldest first. */
  readonly open: Invocation[];
  /** All, oldest first. */
  readonly all: Invocation[];
  readonly objects: { readonly bucket: string; readonly key: string; readonly document: Document }[];
  /** Thrown by the next puts, one each. */
  readonly refusedPuts: Error[];
  /** Lets what is under way go on, time standing still. */
  settle(): Promise<void>;
}

interface Document {
  readonly requestContext: { readonly condition: string; readonly approximateInvokeCount: number };
  readonly payload: string;
}

export const TOPIC = 'orders';

export const DEFINITION: MappingDefinition = {
  uuid: '5e7b6a20-0000-4000-8000-000000000001',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:invoice',
  functionName: 'invoice',
  eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/kafka/1',
  topic: TOPIC,
  startingPosition: 'TRIM_HORIZON',
  batchSize: 10,
  provisioned: { min: 1 },
  reportBatchItemFailures: true,
};

export async function rig(
  given: Partial<MappingDefinition> = {},
  maxConcurrency = 5,
  schemaVersion?: VersionById['versionById'],
): Promise<Rig> {
  const log = new FakeLog();
  const clock = new ManualClock();
  const lines: string[] = [];
  const open: Invocation[] = [];
  const all: Invocation[] = [];
  const objects: Rig['objects'] = [];
  const refusedPuts: Error[] = [];
  const settle = (): Promise<void> => clock.advance(0);

  const invoke = (_name: string, payload: Buffer): Promise<InvokeResult> => {
    const requestId = `request-${all.length + 1}`;
    const result = Promise.withResolvers<InvokeResult>();
    const end = (with_: InvokeResult): Promise<void> => {
      open.splice(open.indexOf(invocation), 1);
      result.resolve(with_);
      return settle();
    };
    const event = JSON.parse(payload.toString()) as Invocation['event'];
    const invocation: Invocation = {
      event,
      ids: Object.entries(event.records).flatMap(([id, each]) =>
        each.map(({ offset }) => `${id.slice(TOPIC.length + 1)}@${offset}`),
      ),
      bytes: payload.length,
      answer: (answer = { batchItemFailures: [] }) =>
        end({ requestId, status: 'success', payload: Buffer.from(JSON.stringify(answer)) }),
      report: (...ids) => invocation.answer({ batchItemFailures: ids.map(identifier) }),
      fail: (errorType = 'Error') => end(failed(requestId, errorType, 'as the test says')),
    };
    open.push(invocation);
    all.push(invocation);
    return result.promise;
  };
  const mapping = await runMapping(mappingRules({ ...DEFINITION, ...given }), log, {
    bootstrapServers: 'b-1:9098',
    clock,
    maxConcurrency,
    ...(schemaVersion && { schemaVersion }),
    invoke,
    putObject(bucket, key, body) {
      const refusal = refusedPuts.shift();
      if (refusal) return Promise.reject(refusal);
      objects.push({ bucket, key, document: JSON.parse(body.toString()) });
      return Promise.resolve();
    },
    log: (line) => lines.push(line),
  });
  return { log, clock, mapping, lines, open, all, objects, refusedPuts, settle };
}

function identifier(id: string): unknown {
  const [partition, offset] = id.split('@');
  return { itemIdentifier: { partition: `${TOPIC}-${partition}`, offset: Number(offset) } };
}
