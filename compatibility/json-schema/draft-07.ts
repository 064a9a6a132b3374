/**
 * A schema of draft-04, -06 or -07 as one of draft-07: what its draft does not know is left out, as a validator of that
 * draft does, and what has another form is rewritten. Left out are further what stands beside a $ref and identifiers.
 *
 * A $ref must stay in the document: `#`, `#/…`, or the same after the document's own identifier. A nested identifier
 * would change what a $ref means, so there is none. Places are JSON pointers.
 */
import { DefinitionError } from '../definition-error.ts';
import { fragment, fromFragment, segment } from './pointer.ts';

type Kind = 'schema' | 'list' | 'map' | 'schema-or-list' | 'map-or-names';

/** Keywords that hold schemas. `$defs` is of later drafts, but widely used. */
const SCHEMAS: Readonly<Record<string, Kind>> = {
  additionalItems: 'schema',
  additionalProperties: 'schema',
  allOf: 'list',
  anyOf: 'list',
  contains: 'schema',
  definitions: 'map',
  $defs: 'map',
  dependencies: 'map-or-names',
  else: 'schema',
  if: 'schema',
  items: 'schema-or-list',
  not: 'schema',
  oneOf: 'list',
  patternProperties: 'map',
  properties: 'map',
  propertyNames: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of the format
  then: 'schema',
};

const VALUES = new Set(
  `const contentEncoding contentMediaType enum exclusiveMaximum exclusiveMinimum format maxItems maxLength
  maxProperties maximum minItems minLength minProperties minimum multipleOf pattern required type uniqueItems`.split(
    /\s+/,
  ),
);

/** By the draft that brought them. */
const NEWER: Readonly<Record<string, number>> = {
  const: 6,
  contains: 6,
  propertyNames: 6,
  if: 7,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of the format
  then: 7,
  else: 7,
  contentEncoding: 7,
  contentMediaType: 7,
};

const DEFINITIONS = ['definitions', '$defs'];

export type Schema = boolean | { readonly [keyword: string]: unknown };

export interface Rewritten {
  readonly root: Schema;
  /** Where schemas stand. */
  readonly pointers: ReadonlySet<string>;
}

export interface Draft {
  readonly number: number;
  /** The document's own identifier, without `#` at its end. */
  readonly id: string | undefined;
}

export const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function asDraft07(root: Schema, draft: Draft): Rewritten {
  const pointers = new Set<string>();
  return { root: rewrite(root, '') as Schema, pointers };

  /** What is no schema at all is left for the meta-schema to refuse. */
  function rewrite(schema: unknown, pointer: string): unknown {
    if (
      typeof schema === 'boolean' &&
      draft.number === 4 &&
      !/\/additional(Items|Properties)$/.test(pointer)
    ) {
      throw new DefinitionError(`#${pointer}: draft-04 has no ${schema} as a schema`);
    }
    if (typeof schema === 'boolean' || isObject(schema)) pointers.add(pointer);
    if (!isObject(schema)) return schema;
    checkId(schema, pointer);
    const whole = !Object.hasOwn(schema, '$ref');
    if (!whole && typeof schema.$ref !== 'string')
      throw new DefinitionError(`#${pointer}/$ref must be string`);
    const kept = Object.entries(schema).flatMap(([keyword, value]) => {
      if (!whole && !DEFINITIONS.includes(keyword)) return [];
      if ((NEWER[keyword] ?? 0) > draft.number) return [];
      const kind = SCHEMAS[keyword];
      if (kind !== undefined) return [[keyword, within(value, kind, `${pointer}/${keyword}`)] as const];
      return VALUES.has(keyword) ? [[keyword, value] as const] : [];
    });
    const result: Record<string, unknown> = Object.fromEntries(kept);
    if (!whole) result.$ref = fragment(local(String(schema.$ref), pointer));
    return draft.number === 4 ? numericBounds(result) : result;
  }

  function within(value: unknown, kind: Kind, pointer: string): unknown {
    if (Array.isArray(value) && kind !== 'map-or-names') {
      return value.map((each, index) => rewrite(each, `${pointer}/${index}`));
    }
    if (!isObject(value) || kind === 'schema' || kind === 'schema-or-list') return rewrite(value, pointer);
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        const names = kind === 'map-or-names' && Array.isArray(each);
        return [name, names ? each : rewrite(each, `${pointer}/${segment(name)}`)];
      }),
    );
  }

  function checkId(schema: { readonly [keyword: string]: unknown }, pointer: string): void {
    const id = schema[draft.number === 4 ? 'id' : '$id'];
    if (pointer === '' || typeof id !== 'string' || id.startsWith('#')) return;
    throw new DefinitionError(
      `#${pointer}: only the root of a schema may have an identifier, this has ${id}`,
    );
  }

  function local(reference: string, pointer: string): string {
    const own = draft.id !== undefined && `${reference}#`.startsWith(`${draft.id}#`);
    const local = fromFragment(own ? reference.slice(draft.id.length) || '#' : reference);
    if (local !== undefined) return local;
    throw new DefinitionError(`#${pointer}: $ref ${reference} leaves the document; allowed are # and #/…`);
  }
}

/** In draft-04 the exclusive bounds are a yes or no beside the bound. */
function numericBounds(schema: Record<string, unknown>): Record<string, unknown> {
  const { exclusiveMaximum, exclusiveMinimum, ...rest } = schema;
  const { maximum, minimum, ...unbounded } = rest;
  const upper = exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum };
  const lower = exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { minimum };
  const bounds = Object.entries({ ...lower, ...upper }).filter(([, value]) => value !== undefined);
  return { ...unbounded, ...Object.fromEntries(bounds) };
}
