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
    if (!isSome(own)) made.set(schema, nothing);
    return own;
  };
  return by(root);
}

const nothing: Adapt = () => {};

function adaptBoth(schema: SchemaObject, what: Adaptations, by: AdaptBy): Adapt {
  const always = listed(schema.allOf).map(by).filter(isSome);
  const object = adaptObject(schema, what, by);
  const array = adaptArray(schema, by);
  if (![...always, object, array].some(isSome)) return nothing;
  return (value) => {
    for (const each of always) each(value);
    if (Array.isArray(value)) array(value);
    else if (typeof value === 'object' && value !== null) object(value);
  };
}

function adaptObject(schema: SchemaObject, { drop, fill }: Adaptations, by: AdaptBy): Adapt {
  const properties = named(schema.properties);
  const names = new Set(properties.map(([name]) => name));
  const defaults = properties.flatMap(([name, each]) =>
    fill && isSchemaObject(each) && each.default !== undefined ? [[name, each.default] as const] : [],
  );
  const within = properties
    .map(([name, each]) => [name, by(each)] as const)
    .filter(([, each]) => isSome(each));
  const patterns = named(schema.patternProperties).map(
    ([pattern, each]) => [new RegExp(pattern, 'u'), by(each)] as const,
  );
  const closed = drop && schema.additionalProperties === false;
  const additional = by(schema.additionalProperties);
  const allNames = closed || isSome(additional) || patterns.some(([, each]) => isSome(each));
  if (!allNames && defaults.length === 0 && within.length === 0) return nothing;

  const other = (value: Record<string, unknown>, name: string): void => {
    const matching = patterns.filter(([pattern]) => pattern.test(name));
    for (const [, each] of matching) each(value[name]);
    if (matching.length > 0 || names.has(name)) return;
    if (closed) delete value[name];
    else additional(value[name]);
  };
  return (given) => {
    const value = given as Record<string, unknown>;
    for (const [name, missing] of defaults) {
      if (!Object.hasOwn(value, name)) set(value, name, structuredClone(missing));
    }
    for (const [name, each] of within) if (Object.hasOwn(value, name)) each(value[name]);
    if (!allNames) return;
    for (const name of Object.keys(value)) if (patterns.length > 0 || !names.has(name)) other(value, name);
  };
}

function adaptArray({ items, additionalItems }: SchemaObject, by: AdaptBy): Adapt {
  const places = listed(items).map(by);
  const rest = by(Array.isArray(items) ? additionalItems : items);
  if (![...places, rest].some(isSome)) return nothing;
  return (value) => {
    for (const [index, each] of (value as readonly unknown[]).entries()) (places[index] ?? rest)(each);
  };
}

const isSome = (adapt: Adapt): boolean => adapt !== nothing;

/** A name may be `__proto__`. */
function set(value: object, name: string, to: unknown): void {
  Object.defineProperty(value, name, { value: to, writable: true, enumerable: true, configurable: true });
}

const listed = (schemas: unknown): readonly unknown[] => (Array.isArray(schemas) ? schemas : []);

const named = (schemas: unknown): [string, unknown][] =>
  isSchemaObject(schemas) ? Object.entries(schemas) : [];
