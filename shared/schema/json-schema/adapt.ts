/**
 * Adapts JSON that another version allows to a schema, as Avro does for its records: properties that a closed object does
 * not have are dropped, and those with a default that are missing are filled in.
 *
 * Only where a schema applies whatever the value is: through properties, items, allOf and $ref. Within anyOf, oneOf, if,
 * not, contains and dependencies nothing is touched: what one branch does not know may be another's. ajv's own removal and
 * defaults do not stop there, and a branch that fails leaves its marks.
 */
import { isSchemaObject, referred, type Schema, type SchemaObject } from './schema-document.ts';

export interface Adaptations {
  readonly drop: boolean;
  readonly fill: boolean;
}

/** Changes the value in place. */
export type Adapt = (value: unknown) => void;

type AdaptBy = (schema: unknown) => Adapt;

export function adaptTo(root: Schema, what: Adaptations): Adapt {
  const made = new Map<unknown, Adapt>();
  const by: AdaptBy = (schema) => {
    if (!isSchemaObject(schema)) return nothing;
    const known = made.get(schema);
    if (known !== undefined) return known;
    // A schema may hold itself: what is made for it is found when the value is there.
    let own = nothing;
    made.set(schema, (value) => own(value));
    // Nothing that matters stands beside a $ref.
    own = typeof schema.$ref === 'string' ? by(referred(root, schema.$ref)) : adaptBoth(schema, what, by);
    return own;
  };
  return by(root);
}

const nothing: Adapt = () => {};

function adaptBoth(schema: SchemaObject, what: Adaptations, by: AdaptBy): Adapt {
  const always = listed(schema.allOf).map(by);
  const object = adaptObject(schema, what, by);
  const array = adaptArray(schema, by);
  return (value) => {
    for (const each of always) each(value);
    if (Array.isArray(value)) array(value);
    else if (typeof value === 'object' && value !== null) object(value as Record<string, unknown>);
  };
}

function adaptObject(schema: SchemaObject, { drop, fill }: Adaptations, by: AdaptBy) {
  const properties = new Map(named(schema.properties).map(([name, each]) => [name, by(each)]));
  const patterns = named(schema.patternProperties).map(
    ([pattern, each]) => [new RegExp(pattern, 'u'), by(each)] as const,
  );
  const closed = drop && schema.additionalProperties === false;
  const additional = by(schema.additionalProperties);
  const defaults = named(schema.properties).flatMap(([name, each]) =>
    fill && isSchemaObject(each) && each.default !== undefined ? [[name, each.default] as const] : [],
  );
  return (value: Record<string, unknown>): void => {
    for (const [name, missing] of defaults) {
      if (!Object.hasOwn(value, name)) set(value, name, structuredClone(missing));
    }
    for (const name of Object.keys(value)) {
      const property = properties.get(name);
      const matching = patterns.filter(([pattern]) => pattern.test(name));
      if (property !== undefined || matching.length > 0) {
        property?.(value[name]);
        for (const [, each] of matching) each(value[name]);
      } else if (closed) delete value[name];
      else additional(value[name]);
    }
  };
}

function adaptArray({ items, additionalItems }: SchemaObject, by: AdaptBy) {
  const places = listed(items).map(by);
  const rest = by(Array.isArray(items) ? additionalItems : items);
  return (value: readonly unknown[]): void => {
    for (const [index, each] of value.entries()) (places[index] ?? rest)(each);
  };
}

/** A name may be `__proto__`. */
function set(value: object, name: string, to: unknown): void {
  Object.defineProperty(value, name, { value: to, writable: true, enumerable: true, configurable: true });
}

const listed = (schemas: unknown): readonly unknown[] => (Array.isArray(schemas) ? schemas : []);

const named = (schemas: unknown): [string, unknown][] =>
  isSchemaObject(schemas) ? Object.entries(schemas) : [];
