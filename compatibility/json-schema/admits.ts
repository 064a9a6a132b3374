/**
 * Whether a value is valid under a schema. What most values of an enum meet is decided here, since to compile a
 * validator takes a thousand times as long; texts and numbers under limits, objects and lists are left to one.
 */
import { child, follow, keyword, list, type SchemaNode, single } from './schema-document.ts';

const OF_STRINGS = ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'];
const OF_NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];

export function admits(reference: SchemaNode, value: unknown): boolean {
  const node = follow(reference);
  if (typeof node.schema === 'boolean') return node.schema;
  if (needsValidator(node, value)) return node.document.validates(node.pointer, value);
  const matches = (name: string): number => list(node, name).filter((each) => admits(each, value)).length;
  return (
    isOfType(node, value) &&
    isListed(node, value) &&
    matches('allOf') === list(node, 'allOf').length &&
    (keyword(node, 'anyOf') === undefined || matches('anyOf') > 0) &&
    (keyword(node, 'oneOf') === undefined || matches('oneOf') === 1) &&
    !single(node, 'not').some((each) => admits(each, value)) &&
    meetsCondition(node, value)
  );
}

function needsValidator(node: SchemaNode, value: unknown): boolean {
  if (typeof value === 'string') return OF_STRINGS.some((name) => keyword(node, name) !== undefined);
  if (typeof value === 'number') return OF_NUMBERS.some((name) => keyword(node, name) !== undefined);
  return typeof value === 'object' && value !== null;
}

function isOfType(node: SchemaNode, value: unknown): boolean {
  const types = [keyword(node, 'type') ?? []].flat();
  if (types.length === 0) return true;
  const type = value === null ? 'null' : typeof value;
  return types.includes(type) || (types.includes('integer') && Number.isInteger(value));
}

function isListed(node: SchemaNode, value: unknown): boolean {
  const values = keyword(node, 'enum');
  if (Array.isArray(values) && !values.includes(value)) return false;
  const constant = keyword(node, 'const');
  return constant === undefined || constant === value;
}

function meetsCondition(node: SchemaNode, value: unknown): boolean {
  if (keyword(node, 'if') === undefined) return true;
  const way = admits(child(node, 'if'), value) ? 'then' : 'else';
  return single(node, way).every((each) => admits(each, value));
}
