/** A schema that refers to itself without going into the value can be validated by nobody: it would never end. */
import { DefinitionError } from '../definition-error.ts';
import {
  child,
  keyword,
  list,
  names,
  referred,
  type SchemaDocument,
  type SchemaNode,
  single,
} from './schema-document.ts';

export function checkCycles(document: SchemaDocument, pointers: Iterable<string>): void {
  const done = new Set<string>();
  const above = new Set<string>();
  for (const pointer of pointers) visit(document.at(pointer));

  function visit(node: SchemaNode): void {
    if (above.has(node.pointer)) {
      throw new DefinitionError(`#${node.pointer}: the schema refers to itself for the same value`);
    }
    if (done.has(node.pointer)) return;
    above.add(node.pointer);
    for (const each of ofSameValue(node)) visit(each);
    above.delete(node.pointer);
    done.add(node.pointer);
  }
}

function ofSameValue(node: SchemaNode): readonly SchemaNode[] {
  const reference = keyword(node, '$ref');
  if (typeof reference === 'string') return [referred(node, reference)];
  const dependencies = names(node, 'dependencies').filter(
    (name) => !Array.isArray((keyword(node, 'dependencies') as Record<string, unknown>)[name]),
  );
  return [
    ...['allOf', 'anyOf', 'oneOf'].flatMap((name) => list(node, name)),
    ...['not', 'if', 'then', 'else'].flatMap((name) => single(node, name)),
    ...dependencies.map((name) => child(node, 'dependencies', name)),
  ];
}
