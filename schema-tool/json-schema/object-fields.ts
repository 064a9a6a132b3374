/** The properties of an object: its own and those of what it is all of. */
import {
  isSchemaObject,
  referred,
  type Schema,
  type SchemaObject,
} from '../../shared/schema/json-schema/schema-document.ts';

export interface ObjectField {
  /** The property meets each of them. */
  readonly schemas: readonly unknown[];
  readonly isRequired: boolean;
  readonly hasDefault: boolean;
}

export type ObjectFields = ReadonlyMap<string, ObjectField>;

/** `isFilled`: whether a schema's defaults are. Undefined: no property has a name. */
export function objectFields(
  root: Schema,
  isFilled: (schema: SchemaObject) => boolean,
): (schema: unknown) => ObjectFields | undefined {
  return (schema) => {
    const parts = partsOf(root, schema);
    const properties = parts.map((part) => objectIn(part.properties));
    if (properties.every((each) => Object.keys(each).length === 0)) return undefined;
    const required = new Set(parts.flatMap((part) => listed(part.required)));
    const names = new Set([...properties.flatMap(Object.keys), ...required] as string[]);
    return new Map(
      [...names].map((name) => {
        const schemas = parts.flatMap((part) => named(part, name));
        const hasDefault = parts.some((part) => {
          const own = objectIn(part.properties);
          return isFilled(part) && Object.hasOwn(own, name) && objectIn(own[name]).default !== undefined;
        });
        return [name, { schemas, isRequired: required.has(name), hasDefault }] as const;
      }),
    );
  };
}

/** Whether nothing but an object is taken. */
export const isObjectAlone = (root: Schema, schema: unknown): boolean =>
  partsOf(root, schema).some(({ type }) => type === 'object');

function partsOf(root: Schema, schema: unknown): readonly SchemaObject[] {
  if (!isSchemaObject(schema)) return [];
  if (typeof schema.$ref === 'string') return partsOf(root, referred(root, schema.$ref));
  return [schema, ...listed(schema.allOf).flatMap((each) => partsOf(root, each))];
}

function named(
  { properties, additionalProperties, patternProperties }: SchemaObject,
  name: string,
): readonly unknown[] {
  const own = objectIn(properties);
  if (Object.hasOwn(own, name)) return [own[name]];
  return patternProperties === undefined && additionalProperties !== undefined ? [additionalProperties] : [];
}

export const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const objectIn = (value: unknown): SchemaObject => (isSchemaObject(value) ? value : {});
