/** Schemas of Glue's registry: a definition is one of its format. */
import { parseDefinition as parseAvro } from '../../compatibility/avro/parse-definition.ts';
import { parseDefinition as parseProtobuf } from '../../compatibility/protobuf/definition.ts';
import { type Check, type Finding, type Rule, refused, rulesOf } from './rule.ts';
import { Reference, textOf, type Value } from './value.ts';

const DEFINITION = 'SchemaDefinition';
const LONGEST = 170_000;
const SCHEMA = 'AWS::Glue::Schema';

const definition: Check = (schema) => definitionFault(schema.at(DEFINITION), textOf(schema.at('DataFormat')));

/** Its schema's format, where the template has it. */
const versionDefinition: Check = (version) => {
  const of = version.at('Schema.SchemaArn');
  const format =
    of instanceof Reference && of.resource.type === SCHEMA ? of.resource.at('DataFormat') : undefined;
  return definitionFault(version.at(DEFINITION), textOf(format));
};

function definitionFault(given: Value | undefined, format: string | undefined): readonly Finding[] {
  const text = textOf(given);
  if (text === undefined) return [];
  const refuse = (allowed: string): readonly Finding[] => [refused(DEFINITION, given, allowed)];
  if (text.length > LONGEST) return refuse(`at most ${LONGEST} characters, not ${text.length}`);
  try {
    READ[format ?? '']?.(text);
    return [];
  } catch (error) {
    return refuse(`a definition in ${format}: ${(error as Error).message}`);
  }
}

const READ: Readonly<Record<string, (text: string) => unknown>> = {
  AVRO: parseAvro,
  PROTOBUF: parseProtobuf,
  JSON(text) {
    const schema: unknown = JSON.parse(text);
    if (
      typeof schema === 'boolean' ||
      (typeof schema === 'object' && schema !== null && !Array.isArray(schema))
    )
      return;
    throw new TypeError('a JSON Schema is an object, true or false');
  },
};

const name: Check = (schema) => {
  const given = textOf(schema.at('Name'));
  return given === undefined || /^[a-zA-Z0-9._$#-]{1,255}$/.test(given)
    ? []
    : [refused('Name', given, '1 to 255 of a-z A-Z 0-9 . _ - $ #')];
};

export const schemaRules: readonly Rule[] = [
  ...rulesOf(SCHEMA, { 'schema-definition': definition, 'schema-name': name }),
  ...rulesOf('AWS::Glue::SchemaVersion', { 'schema-version-definition': versionDefinition }),
];
