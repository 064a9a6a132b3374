/**
 * The types of what a JSON Schema accepts, as far as TypeScript can say it; `unknown` where it cannot.
 *   enum, const         literals
 *   properties          an interface, named as a definition is, or for where it stands. What is neither required nor filled
 *                       in with a default may be missing
 *   oneOf, anyOf        unions
 *   allOf               one interface with the properties of all
 * A value meets every keyword of a schema; where several say what it is, the first of these counts, and then its type.
 */
import {
  isSchemaObject,
  referred,
  type Schema,
  type SchemaObject,
} from '../../shared/schema/json-schema/schema-document.ts';
import { sentences } from '../typescript/doc-comment.ts';
import { pascalCase } from '../typescript/pascal-case.ts';
import { stringLiteral } from '../typescript/string-literal.ts';
import {
  type Declaration,
  deferred,
  type TsField,
  type TsType,
  UNKNOWN,
  unionOf,
  word,
} from '../typescript/ts-type.ts';
import { TypeNames } from '../typescript/type-names.ts';
import { filledDefaults } from './filled-defaults.ts';
import { isObjectAlone, listed, type ObjectFields, objectFields, objectIn } from './object-fields.ts';

const WORDS: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number',
  null: 'null',
  number: 'number',
  string: 'string',
};

/** The first is the root's. */
export function jsonSchemaTypes(root: Schema, rootName: string): readonly Declaration[] {
  const declarations: Declaration[] = [];
  const names = new TypeNames();
  /** Of what is declared, or about to be. */
  const named = new Map<unknown, string>();
  const fieldsOf = objectFields(root, filledDefaults(root));
  declare(root, rootName, '#');
  return declarations;

  /** `of`: what the schema calls it. */
  function declare(schema: unknown, name: string, of: string): TsType {
    const fields = isPlainObject(schema) ? fieldsOf(schema) : undefined;
    named.set(schema, name);
    return fields === undefined
      ? add({ name, of, schema }, () => deferred(typeOf(schema, name)))
      : add({ name, of, schema }, () => interfaceOf(fields, name));
  }

  /** Before what it needs. */
  function add({ name, of, schema }: Named, make: () => Declaration['is']): TsType {
    names.take(name, of);
    const place = declarations.push({ name, doc: docOf(schema), is: UNKNOWN }) - 1;
    declarations[place] = { name, doc: docOf(schema), is: make() };
    return word(name);
  }

  function interfaceOf(fields: ObjectFields, name: string): readonly TsField[] {
    return [...fields].map(([property, { schemas, isRequired, hasDefault }]) => ({
      name: property,
      doc: sentences(...schemas.map(docOf)),
      type: firstKnown(schemas.map((each) => typeOf(each, `${name}${pascalCase(property)}`))),
      optional: !isRequired && !hasDefault,
    }));
  }

  /** `name`: what has to be declared for it is named so, or begins so. */
  function typeOf(schema: unknown, name: string): TsType {
    if (schema === false) return word('never');
    if (!isSchemaObject(schema)) return UNKNOWN;
    if (typeof schema.$ref === 'string') return reference(schema.$ref);
    if (Array.isArray(schema.enum)) return unionOf(schema.enum.map(literal));
    if ('const' in schema) return literal(schema.const);
    if (!named.has(schema) && isPlainObject(schema) && fieldsOf(schema)) return declare(schema, name, name);
    let count = 0;
    const branches = (of: unknown): readonly TsType[] =>
      listed(of).map((each) => {
        count += 1;
        return typeOf(each, `${name}${count}`);
      });
    return firstKnown([
      ...[schema.oneOf, schema.anyOf].filter(Array.isArray).map((of) => unionOf(branches(of))),
      unionOf([schema.type].flat().map((type) => ofType(type, schema, name))),
      ...branches(schema.allOf),
    ]);
  }

  function reference($ref: string): TsType {
    const schema = referred(root, $ref);
    const name = named.get(schema);
    return name === undefined ? declare(schema, pascalCase(lastStep($ref)), $ref) : word(name);
  }

  function ofType(type: unknown, schema: SchemaObject, name: string): TsType {
    if (type === 'array') return { is: 'array', of: itemOf(schema, `${name}Item`) };
    if (type !== 'object') return word(WORDS[String(type)] ?? 'unknown');
    const fields = fieldsOf(schema);
    if (fields === undefined) return { is: 'map', of: mapValueOf(schema, `${name}Value`) };
    // Its name may be that of a choice between it and something else.
    const own = named.get(schema) === name ? `${name}Object` : name;
    return add({ name: own, of: own, schema }, () => interfaceOf(fields, own));
  }

  /** Of a list by places no more is said than what may stand at any of them. */
  function itemOf({ items, additionalItems }: SchemaObject, name: string): TsType {
    if (!Array.isArray(items)) return typeOf(items, name);
    return unionOf([...items, additionalItems].map((each, index) => typeOf(each, `${name}${index + 1}`)));
  }

  function mapValueOf({ patternProperties, additionalProperties }: SchemaObject, name: string): TsType {
    const patterns = Object.values(objectIn(patternProperties)).map((each, index) =>
      typeOf(each, `${name}${index + 1}`),
    );
    const others = typeOf(additionalProperties, name);
    return unionOf(
      others.is === 'word' && others.text === 'never' && patterns.length > 0
        ? patterns
        : [...patterns, others],
    );
  }

  /** And no choice between several. */
  function isPlainObject(schema: unknown): boolean {
    if (!isSchemaObject(schema) || !isObjectAlone(root, schema)) return false;
    return !['$ref', 'enum', 'const'].some((keyword) => Object.hasOwn(schema, keyword));
  }
}

interface Named {
  readonly name: string;
  readonly of: string;
  readonly schema: unknown;
}

const firstKnown = (types: readonly TsType[]): TsType =>
  types.find((type) => !(type.is === 'word' && type.text === 'unknown')) ?? UNKNOWN;

function literal(value: unknown): TsType {
  if (typeof value === 'string') return word(stringLiteral(value));
  if (typeof value === 'object' && value !== null) return UNKNOWN;
  // As Biome writes numbers.
  return word(String(value).replace('e+', 'e'));
}

function docOf(schema: unknown): string {
  if (!isSchemaObject(schema)) return '';
  const { description, format } = schema;
  return sentences(
    typeof description === 'string' ? description : '',
    typeof format === 'string' ? `Format: ${format}.` : '',
  );
}

const lastStep = ($ref: string): string =>
  decodeURIComponent($ref.slice($ref.lastIndexOf('/') + 1))
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
