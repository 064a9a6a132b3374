/**
 * The types of what a JSON Schema accepts, as far as TypeScript can say it; `unknown` where it cannot.
 *   enum, const     literals
 *   properties      an interface; of a name that is made of where it stands, or the name of a definition
 *   required        a property that is neither required nor filled in with a default may be missing
 *   oneOf, anyOf    unions
 *   allOf           one interface with the properties of all
 * A value must meet every keyword of a schema; where two of them say what it is, the more telling one counts.
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
import { type Declaration, NULL, type TsField, type TsType, UNKNOWN, unionOf, word } from '../typescript/ts-type.ts';
import { TypeNames } from '../typescript/type-names.ts';
import { filledDefaults } from './filled-defaults.ts';

const NEVER = word('never');
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
  const named = new Map<unknown, string>();
  const isFilled = filledDefaults(root);
  declare(root, rootName, '#');
  return declarations;

  /** Answers with the type's name; its place among the declarations is before those it needs. */
  function declare(schema: unknown, name: string, of: string): TsType {
    names.take(name, of);
    named.set(schema, name);
    const place = declarations.length;
    declarations.push({ name, doc: describe(schema), is: NEVER });
    const fields = isSchemaObject(schema) ? objectFields(schema, name) : undefined;
    declarations[place] = { name, doc: describe(schema), is: fields ?? typeOf(schema, name, true) };
    return word(name);
  }

  /** `within`: what an interface without a name of its own is named after. */
  function typeOf(schema: unknown, within: string, isNamed = false): TsType {
    if (schema === false) return NEVER;
    if (!isSchemaObject(schema)) return UNKNOWN;
    if (typeof schema.$ref === 'string') return reference(schema.$ref);
    if (Array.isArray(schema.enum)) return unionOf(schema.enum.map(literal));
    if ('const' in schema) return literal(schema.const);
    const own = byType(schema, within, isNamed);
    const choices = [schema.oneOf, schema.anyOf].filter(Array.isArray).map((branches: readonly unknown[]) =>
      unionOf(branches.map((each, index) => typeOf(each, `${within}${index + 1}`))),
    );
    const all = listed(schema.allOf).map((each, index) => typeOf(each, `${within}${index + 1}`));
    return (hasFields(schema) ? [own, ...choices, ...all] : [...choices, own, ...all]).find(isKnown) ?? UNKNOWN;
  }

  function reference($ref: string): TsType {
    const schema = $ref === '#' ? root : referred(root, $ref);
    const name = named.get(schema);
    if (name !== undefined) return word(name);
    return declare(schema, pascalCase(decodeURIComponent($ref.slice($ref.lastIndexOf('/') + 1))), $ref);
  }

  function byType(schema: SchemaObject, within: string, isNamed: boolean): TsType {
    const types = [schema.type].flat();
    return unionOf(
      types.map((type) => {
        if (type === 'array') return arrayOf(schema, within);
        if (type === 'object') return objectOf(schema, within, isNamed && types.length === 1);
        return typeof type === 'string' ? word(WORDS[type] ?? 'unknown') : UNKNOWN;
      }),
    );
  }

  function arrayOf({ items, additionalItems }: SchemaObject, within: string): TsType {
    if (!Array.isArray(items)) return { is: 'array', of: typeOf(items, `${within}Item`) };
    // By place: no more is said than what may stand at any.
    const places = [...items, additionalItems].map((each, index) => typeOf(each, `${within}Item${index + 1}`));
    return { is: 'array', of: unionOf(places) };
  }
