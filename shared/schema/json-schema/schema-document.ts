/**
 * A definition in JSON Schema, as far as ours go: draft-07, and of draft-06 and draft-04 what means the same there. A
 * document stands alone. What is refused, is refused when it is compiled:
 *   $schema   another draft's
 *   $ref      beyond the document (other than `#` and `#/…`), and `$id` within it, by which such a `$ref` would be found
 *             and what asserts something beside it, which these drafts ignore and other validators obey
 *   $async    validation that answers later
 *   nullable  OpenAPI's, which a draft ignores and ajv obeys
 */

export type Schema = boolean | SchemaObject;
export type SchemaObject = { readonly [keyword: string]: unknown };

const BESIDE_REF = new Set([
  '$comment',
  '$defs',
  '$ref',
  'default',
  'definitions',
  'description',
  'examples',
  'title',
]);

const DRAFT = /^https?:\/\/json-schema\.org\/(?:draft-0[467]\/)schema#?$/;

const OF_ONE = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
] as const;
const OF_MANY = ['allOf', 'anyOf', 'items', 'oneOf'] as const;
const BY_NAME = ['$defs', 'definitions', 'dependencies', 'patternProperties', 'properties'] as const;

/** Without its own name, which nothing in it needs. Throws where it is none of ours. */
export function schemaDocument(definition: string): Schema {
  const parsed: unknown = JSON.parse(definition);
  if (typeof parsed === 'boolean') return parsed;
  if (!isSchemaObject(parsed))
    throw new TypeError('a definition that is no JSON Schema; allowed: an object or a boolean');
  const { $schema, $id, id, ...root } = parsed;
  if ($schema !== undefined && !(typeof $schema === 'string' && DRAFT.test($schema))) {
    throw new RangeError(
      `$schema ${JSON.stringify($schema)}; allowed: draft-07, draft-06, draft-04, or none`,
    );
  }
  for (const each of everySchema(root)) checkOwnKeywords(each);
  return root;
}

function checkOwnKeywords(schema: SchemaObject): void {
  const { $ref } = schema;
  if (typeof $ref === 'string') {
    if ($ref !== '#' && !$ref.startsWith('#/')) {
      throw new RangeError(`$ref '${$ref}'; allowed: '#' and '#/…', within the document`);
    }
    for (const keyword of Object.keys(schema)) {
      if (!BESIDE_REF.has(keyword)) {
        throw new RangeError(`'${keyword}' beside $ref; allowed: ${[...BESIDE_REF].join(', ')}`);
      }
    }
  }
  for (const keyword of ['$async', '$id', 'nullable']) {
    if (schema[keyword] !== undefined) throw new RangeError(`'${keyword}' within a schema; allowed: none`);
  }
}

/** Itself and all within it, wherever they apply. */
export function* everySchema(schema: unknown): Generator<SchemaObject> {
  if (!isSchemaObject(schema)) return;
  yield schema;
  for (const keyword of OF_ONE) yield* everySchema(schema[keyword]);
  for (const keyword of OF_MANY) {
    const many = schema[keyword];
    if (Array.isArray(many)) for (const each of many) yield* everySchema(each);
  }
  for (const keyword of BY_NAME) {
    const named = schema[keyword];
    if (isSchemaObject(named)) for (const each of Object.values(named)) yield* everySchema(each);
  }
}

/** What `$ref` names. Throws where there is nothing. */
export function referred(root: Schema, $ref: string): unknown {
  let found: unknown = root;
  for (const step of $ref.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) {
      throw new RangeError(`$ref '${$ref}' names nothing in the document`);
    }
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

export const isSchemaObject = (schema: unknown): schema is SchemaObject =>
  typeof schema === 'object' && schema !== null && !Array.isArray(schema);
