/** The fact that a value is of one type. */
import { type SchemaNode, schemaDocument } from './schema-document.ts';

const known = new Map<string, SchemaNode>();

export function ofType(type: string): SchemaNode {
  const node = known.get(type) ?? schemaDocument({ root: { type }, pointers: new Set(['']) }).root;
  known.set(type, node);
  return node;
}
