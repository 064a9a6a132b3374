/**
 * From the text of a definition to its type. Refuses what the Avro specification refuses, and what our decoder cannot
 * take though Avro, or Java, allows it: a version that passes here is one that our functions can read.
 *   a type object names one of Avro's kinds    `{"type": "Order"}` and `{"type": {"type": "int"}}` are no types
 *   a name is defined before it is used        and is found in the namespace around it alone
 *   names and aliases                          are shared by no two types, and by no two fields of a record
 *   a record has a value                       it may hold another of its kind only where there need not be one
 */
import { DefinitionError } from '../definition-error.ts';
import { type AvroType, isNamed, isPrimitive, type UnionType } from './avro-type.ts';
import { endlessRecord } from './endless.ts';
import { logicalType } from './logical-type.ts';
import { bad, qualified } from './names.ts';
import { parseNamed } from './parse-named.ts';
import { isJsonObject, type JsonObject, type Scope } from './scope.ts';

const KINDS = 'null, boolean, int, long, float, double, bytes, string, record, enum, fixed, array, map';
/** Deeper ones overflow somebody's stack. */
const MOST_LEVELS = 200;

export function parseDefinition(text: string): AvroType {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DefinitionError(`the definition is no JSON: ${(error as Error).message}`);
  }
  const types: Scope['types'] = new Map();
  const type = parseType(json, {
    types,
    taken: new Set(),
    open: new Set(),
    namespace: '',
    place: '',
    level: 0,
  });
  const endless = endlessRecord(types.values());
  if (endless !== undefined) throw bad('', `a record ${endless.name} would hold another one without end`);
  return type;
}

function parseType(json: unknown, around: Scope): AvroType {
  const scope = { ...around, level: around.level + 1 };
  if (scope.level > MOST_LEVELS) throw bad('', `types are nested more than ${MOST_LEVELS} deep`);
  if (typeof json === 'string') return reference(json, scope);
  if (Array.isArray(json)) return union(json, scope);
  if (isJsonObject(json)) return declared(json, scope);
  throw bad(
    scope.place,
    `a type is a name, a list or an object; here it is ${JSON.stringify(json) ?? 'missing'}`,
  );
}

function reference(name: string, { types, namespace, place }: Scope): AvroType {
  if (isPrimitive(name)) return { kind: name, logical: undefined };
  const full = qualified(name, namespace);
  const type = types.get(full);
  if (type !== undefined) return type;
  const known = [...types.keys()].join(', ') || 'no other';
  throw bad(place, `no type '${full}' is defined before it; besides the primitive ones there is ${known}`);
}

function union(json: readonly unknown[], scope: Scope): UnionType {
  if (json.length === 0) throw bad(scope.place, 'a union needs a branch');
  const branches = json.map((each) => parseType(each, scope));
  const seen = new Set<string>();
  for (const branch of branches) {
    if (branch.kind === 'union') throw bad(scope.place, 'a union is no branch of a union');
    const key = isNamed(branch) ? branch.name : branch.kind;
    if (seen.has(key)) throw bad(scope.place, `a union has ${key} twice`);
    seen.add(key);
  }
  return { kind: 'union', branches };
}

function declared(json: JsonObject, scope: Scope): AvroType {
  const { type: kind } = json;
  if (isPrimitive(kind)) return { kind, logical: logicalType(json, kind) };
  switch (kind) {
    case 'array':
      return { kind, items: parseType(json.items, { ...scope, place: `${scope.place}[]` }) };
    case 'map':
      return { kind, values: parseType(json.values, { ...scope, place: `${scope.place}{}` }) };
    case 'record':
    case 'enum':
    case 'fixed':
      return parseNamed({ json, kind, scope, parseType });
    default:
      throw bad(scope.place, `unknown type ${JSON.stringify(kind) ?? '(missing)'}; there are ${KINDS}`);
  }
}
