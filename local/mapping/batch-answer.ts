/**
 * What a function's answer means for its batch: nothing reported is success; a reported record is the point
 * from which its partition comes again; a shape that is not understood, or a record that was not in the event, is the
 * failure of the whole batch.
 */
import { type EventPart, partitionId } from './lambda-event.ts';

export type BatchAnswer =
  | { readonly kind: 'success' }
  /** First reported offset by partition. */
  | { readonly kind: 'partial'; readonly from: ReadonlyMap<number, number> }
  | { readonly kind: 'malformed'; readonly why: string };

const SUCCESS: BatchAnswer = { kind: 'success' };

export function batchAnswer(payload: Buffer, topic: string, parts: readonly EventPart[]): BatchAnswer {
  const text = payload.toString('utf8').trim();
  if (text === '' || text === 'null' || text === '{}') return SUCCESS;
  const answer = parsed(text);
  if (answer === undefined) return malformed('the answer is not JSON');
  if (!isObject(answer)) return malformed('the answer is not an object');
  const failures = answer.batchItemFailures;
  if (failures === undefined || failures === null) return SUCCESS;
  if (!Array.isArray(failures)) return malformed('batchItemFailures is not a list');

  const byId = new Map(parts.map((part) => [partitionId(topic, part.partition), part]));
  const offsets = new Map<number, Set<number>>();
  const from = new Map<number, number>();
  for (const failure of failures) {
    const identifier = isObject(failure) ? failure.itemIdentifier : undefined;
    if (!isObject(identifier)) return malformed('an item has no itemIdentifier object');
    const { partition: id, offset } = identifier;
    if (typeof id !== 'string' || typeof offset !== 'number') {
      return malformed('an itemIdentifier is not {partition: string, offset: number}');
    }
    const part = byId.get(id);
    if (part === undefined) return malformed(`'${id}' was not in the event`);
    let known = offsets.get(part.partition);
    if (known === undefined) {
      known = new Set(part.records.map((record) => record.offset));
      offsets.set(part.partition, known);
    }
    if (!known.has(offset)) return malformed(`'${id}' offset ${offset} was not in the event`);
    from.set(part.partition, Math.min(offset, from.get(part.partition) ?? offset));
  }
  return from.size === 0 ? SUCCESS : { kind: 'partial', from };
}

const malformed = (why: string): BatchAnswer => ({ kind: 'malformed', why });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
