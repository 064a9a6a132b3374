/** The fields of a record. They are read into it one by one, since a field's type may be the record. */
import { type Field, type RecordType, simpleName } from './avro-type.ts';
import { checkDefault } from './default-value.ts';
import { bad, checkName, strings } from './names.ts';
import { isJsonObject, type JsonObject, type ParseType, type Scope } from './scope.ts';

const ORDERS = ['ascending', 'descending', 'ignore'];

export type OpenRecord = Omit<RecordType, 'fields'> & { readonly fields: Field[] };

export interface FieldsOf {
  readonly json: JsonObject;
  readonly record: OpenRecord;
  readonly scope: Scope;
  readonly parseType: ParseType;
}

export function parseFields({ json, record, scope, parseType }: FieldsOf): void {
  if (!Array.isArray(json.fields)) throw bad(scope.place, `record ${record.name} needs a list of fields`);
  const taken = new Set<string>();
  for (const each of json.fields as readonly unknown[]) {
    if (!isJsonObject(each)) throw bad(scope.place, `a field of record ${record.name} is no object`);
    const name = checkName(each.name, `a field of record ${record.name}`, scope.place);
    const place = `${scope.place}.${name}`;
    const aliases = strings(each.aliases, place);
    for (const own of [name, ...aliases]) {
      if (taken.has(own))
        throw bad(place, `record ${record.name} has two fields named, or once named, '${own}'`);
      taken.add(own);
    }
    checkForDecoder(record.name, name, place);
    for (const alias of aliases) if (alias in Object.prototype) checkName(alias, 'an alias', place);
    if (each.order !== undefined && !ORDERS.includes(each.order as string)) {
      throw bad(place, `order is ${JSON.stringify(each.order)}; it is one of ${ORDERS.join(', ')}`);
    }
    const type = parseType(each.type, { ...scope, place });
    const hasDefault = each.default !== undefined;
    if (hasDefault) checkDefault({ type, value: each.default, place, open: scope.open });
    record.fields.push({ name, aliases, type, default: hasDefault ? { value: each.default } : undefined });
  }
}

/** In the code that it makes, a record `_x` and its field `x` get the same name. */
function checkForDecoder(record: string, field: string, place: string): void {
  if (simpleName(record) === `_${field}`) {
    throw bad(
      place,
      `a field of record '_${field}' cannot be '${field}': our decoder takes one for the other`,
    );
  }
}
