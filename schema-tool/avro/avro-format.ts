import { typeName } from '../../compatibility/avro/names.ts';
import type { Format } from '../format.ts';
import { jsonDefinition } from '../json-definition.ts';
import { Refused } from '../refused.ts';
import type { AvroNamed } from './avro-json.ts';
import { AvroTypes } from './avro-types.ts';

export const avroFormat: Format = {
  definitionOf: jsonDefinition,
  rootOf: (definition) => typeName(rootRecord(definition), '', '').full,
  contractOf({ versions }) {
    const types = new AvroTypes();
    types.add(rootRecord(versions.at(-1)?.definition ?? ''), '', `, version ${versions.length}`);
    const factory = { name: 'avro', module: 'avro/avro.ts' };
    return { factory, declarations: types.declarations, more: {} };
  },
};

function rootRecord(definition: string): AvroNamed {
  const root: unknown = JSON.parse(definition);
  if ((root as { readonly type?: unknown } | null)?.type === 'record') return root as AvroNamed;
  throw new Refused('is no record at its root; allowed: a record, which can be given more fields later');
}
