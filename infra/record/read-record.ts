/** The text of a record, checked: it is edited by hand, and what is mistyped would protect nothing. */
import { type Checker, checker } from '../../shared/declare/check.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Recorded, RecordedResource } from './recorded.ts';
import { STATEFUL_TYPES, statefulType } from './stateful-types.ts';

/** `file` is what messages call it. */
export function readRecord(text: string, file: string): Recorded {
  const check: Checker = checker(file);
  const record = object(check, 'the record', parse(check, text));
  check.keys(record, ['stacks', 'retained'], 'the record');
  return { stacks: readStacks(check, record), retained: readRetained(check, record) };
}

function parse(check: Checker, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return check.refuse('its text', (error as Error).message, 'JSON');
  }
}

function readStacks(check: Checker, record: JsonObject): Recorded['stacks'] {
  const stacks = Object.entries(object(check, 'stacks', record.stacks));
  return Object.fromEntries(
    stacks.map(([name, stack]) => {
      const resources = Object.entries(object(check, `stack '${name}'`, stack));
      return [name, Object.fromEntries(resources.map(([id, each]) => [id, readResource(check, id, each)]))];
    }),
  );
}

function readResource(check: Checker, id: string, given: unknown): RecordedResource {
  const resource = object(check, `'${id}'`, given);
  const type = check.oneOf(`the Type of '${id}'`, resource.Type, STATEFUL_TYPES);
  check.keys(resource, ['Type', ...Object.keys(statefulType(type)?.properties ?? {})], `'${id}'`);
  return { ...resource, Type: type };
}

function readRetained(check: Checker, record: JsonObject): Recorded['retained'] {
  const retained = object(check, 'retained', record.retained);
  const named = STATEFUL_TYPES.filter((type) =>
    Object.hasOwn(statefulType(type)?.properties ?? {}, 'DeletionPolicy'),
  );
  check.keys(retained, named, 'retained');
  return Object.fromEntries(
    Object.entries(retained).map(([type, names]) => {
      const isList = Array.isArray(names) && names.every((name) => typeof name === 'string');
      return [type, isList ? names : check.refuse(`retained '${type}'`, names, 'a list of names')];
    }),
  );
}

const object = (check: Checker, what: string, given: unknown): JsonObject =>
  isObject(given) ? given : check.refuse(what, given, 'an object');
