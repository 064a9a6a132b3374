/** What a topic says of its values and keys: a contract of its own, or plain JSON; and the frame around a contract's. */
import type { Contract } from '../schema/contract.ts';
import type { FramingKind } from '../schema/framing.ts';
import type { Checker } from './check.ts';
import type { PlainJson } from './plain-json.ts';

/**
 * `glue` (default): in AWS Glue's frame. `glue-zlib`: the same, values written compressed (keys never are). Both are read.
 * `confluent`: in Confluent's, with the ids that its registry gave to version 1, 2 …; nothing is registered in Glue.
 */
export type FramingOption = 'glue' | 'glue-zlib' | { readonly confluent: readonly number[] };

export interface TopicFraming {
  readonly framing: FramingKind;
  /** Of version 1, 2 …, where a registry that is not deployed with the topic gave them. */
  readonly foreignIds: readonly number[] | undefined;
}

const LARGEST_ID = 0x7fff_ffff;

export function checkValue<V>(
  check: Checker,
  topic: string,
  given: Contract<V> | PlainJson<V>,
): Contract<V> | PlainJson<V> {
  if (given?.kind === 'contract') {
    checkOwn(check, topic, 'value', given);
    return given;
  }
  if (given?.kind === 'plain-json') {
    if (typeof given.schema?.['~standard']?.validate !== 'function') {
      check.refuse(
        'plainJson',
        typeof given.schema,
        'a Standard Schema validator, such as a zod schema: plainJson(z.object({ … }))',
      );
    }
    return given;
  }
  return check.refuse(
    'value',
    typeof given,
    "the contract generated from the topic's schemas (npm run schemas), or plainJson(validator) for values without one",
  );
}

export function checkKeyContract(check: Checker, topic: string, given: Contract): Contract {
  checkOwn(check, topic, 'key', given);
  if (given.definitions.length !== 1) {
    check.refuse(
      "versions of the key's schema",
      given.definitions.length,
      "1 (a version's id is part of the key's bytes: another would move every key to another partition)",
    );
  }
  return given;
}

export function checkFraming(
  check: Checker,
  given: FramingOption | undefined,
  value: Contract | PlainJson,
): TopicFraming {
  if (given === undefined || given === 'glue' || given === 'glue-zlib') {
    if (given !== undefined && value.kind !== 'contract')
      check.refuse('framing', given, 'absent with plainJson()');
    return { framing: given ?? 'glue', foreignIds: undefined };
  }
  const ids = given?.confluent;
  if (value.kind !== 'contract' || !Array.isArray(ids)) {
    return check.refuse(
      'framing',
      given,
      "'glue', 'glue-zlib', { confluent: [id of version 1, …] }, of a contract",
    );
  }
  check.keys(given, ['confluent'], 'framing');
  if (ids.length !== value.definitions.length || new Set(ids).size !== ids.length) {
    check.refuse('framing.confluent', ids, `${value.definitions.length} different ids, one for each version`);
  }
  for (const id of ids) check.integer('an id of framing.confluent', id, 0, LARGEST_ID);
  return { framing: 'confluent', foreignIds: ids };
}

function checkOwn(check: Checker, topic: string, attribute: Contract['attribute'], given: Contract): void {
  if (given.topic !== topic || given.attribute !== attribute) {
    check.refuse(
      attribute,
      `the contract of the ${given.attribute}s of '${given.topic}'`,
      `the contract of its own ${attribute}s, from schemas/${topic}/${attribute}`,
    );
  }
}
