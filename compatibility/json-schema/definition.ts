/** A JSON Schema of draft-04, -06 or -07 (which is taken where none is named), complete in itself. */
import { Ajv } from 'ajv';
import { DefinitionError } from '../definition-error.ts';
import { checkCycles } from './check-cycles.ts';
import { asDraft07, type Draft, isObject, type Schema } from './draft-07.ts';
import { type SchemaDocument, schemaDocument } from './schema-document.ts';

const META_SCHEMAS = new Ajv({ strict: false, logger: false });

const NUMBERS = [4, 6, 7];
const metaSchema = (number: number): string => `http://json-schema.org/draft-0${number}/schema`;

export function parseDefinition(text: string): SchemaDocument {
  const schema = parsed(text);
  const rewritten = asDraft07(schema, draftOf(schema));
  // what is rewritten names no draft, which is draft-07 here
  refuse(() => META_SCHEMAS.validateSchema(rewritten.root, true));
  const document = schemaDocument(rewritten);
  checkCycles(document, rewritten.pointers);
  // patterns are looked at by who uses them
  refuse(() => document.validates('', null));
  return document;
}

function refuse(check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new DefinitionError((error as Error).message.replaceAll(/\bdata(?=[/ ])/g, '#'));
  }
}

function parsed(text: string): Schema {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DefinitionError((error as Error).message);
  }
  if (typeof value === 'boolean' || isObject(value)) return value;
  throw new DefinitionError(
    `a schema is an object, true or false, this is ${Array.isArray(value) ? 'a list' : typeof value}`,
  );
}

function draftOf(schema: Schema): Draft {
  if (typeof schema === 'boolean') return { number: 7, id: undefined };
  const { $schema: named = metaSchema(7) } = schema;
  const number = NUMBERS.find((each) => metaSchema(each) === String(named).replace(/#$/, ''));
  if (number === undefined) {
    throw new DefinitionError(`$schema ${String(named)}: allowed are ${NUMBERS.map(metaSchema).join(', ')}`);
  }
  const id = schema[number === 4 ? 'id' : '$id'];
  return { number, id: typeof id === 'string' ? id.replace(/#$/, '') : undefined };
}
