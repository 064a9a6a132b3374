/** Records, enums and fixed: what has a name, and may be used again by it. */
import { type EnumType, type FixedType, type NamedType, simpleName } from './avro-type.ts';
import { logicalType } from './logical-type.ts';
import { bad, checkName, type TypeName, typeName } from './names.ts';
import { type OpenRecord, parseFields } from './parse-fields.ts';
import type { JsonObject, ParseType, Scope } from './scope.ts';

export interface Declared {
  readonly json: JsonObject;
  readonly kind: NamedType['kind'];
  readonly scope: Scope;
  readonly parseType: ParseType;
}

export function parseNamed({ json, kind, scope, parseType }: Declared): NamedType {
  const name = typeName(json, scope.namespace, scope.place);
  for (const each of [name.full, ...name.aliases]) {
    if (scope.taken.has(each)) throw bad(scope.place, `the name or alias '${each}' of ${name.full} is taken`);
    scope.taken.add(each);
  }
  const place = scope.place === '' ? simpleName(name.full) : scope.place;
  if (kind === 'record') {
    const record: OpenRecord = { kind, name: name.full, aliases: name.aliases, fields: [] };
    scope.types.set(name.full, record);
    scope.open.add(record);
    parseFields({ json, record, parseType, scope: { ...scope, namespace: name.namespace, place } });
    scope.open.delete(record);
    return record;
  }
  const type = kind === 'enum' ? enumType(json, name, place) : fixedType(json, name, place);
  scope.types.set(name.full, type);
  return type;
}

function enumType(json: JsonObject, { full, aliases }: TypeName, place: string): EnumType {
  const { symbols, default: unknownAs } = json;
  if (!Array.isArray(symbols) || symbols.length === 0)
    throw bad(place, `enum ${full} needs a list of symbols`);
  const seen = new Set<string>();
  for (const symbol of symbols) {
    checkName(symbol, `a symbol of enum ${full}`, place);
    if (seen.has(symbol)) throw bad(place, `enum ${full} has symbol '${symbol}' twice`);
    seen.add(symbol);
  }
  if (unknownAs !== undefined && !symbols.includes(unknownAs)) {
    throw bad(
      place,
      `the default of enum ${full} is ${JSON.stringify(unknownAs)}, none of ${symbols.join(', ')}`,
    );
  }
  return { kind: 'enum', name: full, aliases, symbols, default: unknownAs as string | undefined };
}

function fixedType(json: JsonObject, { full, aliases }: TypeName, place: string): FixedType {
  const { size } = json;
  if (typeof size !== 'number' || size < 0 || size !== (size | 0)) {
    throw bad(
      place,
      `the size of fixed ${full} is ${JSON.stringify(size) ?? 'missing'}; it is a whole number of bytes`,
    );
  }
  return { kind: 'fixed', name: full, aliases, size, logical: logicalType(json, size) };
}
