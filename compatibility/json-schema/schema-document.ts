/** A schema and the places in it: what stands there, and whether a value is valid under it. */
import { DefinitionError } from '../definition-error.ts';
import { isObject, type Rewritten, type Schema } from './draft-07.ts';
import { fingerprints } from './fingerprints.ts';
import { fromFragment, segment, names as segments } from './pointer.ts';
import { validators } from './validators.ts';

export interface SchemaNode {
  /** The same for schemas that say the same, where that is plain from how they are written. */
  readonly key: string;
  readonly schema: Schema;
  readonly document: SchemaDocument;
  readonly pointer: string;
  /** Its unions stand beside it, each with one branch chosen. */
  readonly spent?: true;
}

export interface SchemaDocument {
  readonly root: SchemaNode;
  at(pointer: string): SchemaNode;
  /** Throws where the schema cannot be compiled. */
  validates(pointer: string, value: unknown): boolean;
}

export function schemaDocument({ root, pointers }: Rewritten): SchemaDocument {
  const nodes = new Map<string, SchemaNode>();
  const keyOf = fingerprints({ at: schemaAt, isSchema: (pointer) => pointers.has(pointer) });
  const validates = validators(root);
  const document: SchemaDocument = {
    get root() {
      return document.at('');
    },
    at(pointer) {
      const known = nodes.get(pointer);
      if (known !== undefined) return known;
      if (!pointers.has(pointer)) {
        throw new DefinitionError(
          `$ref #${pointer}: no schema stands there; allowed are places in definitions`,
        );
      }
      const node = { key: keyOf(pointer), schema: schemaAt(pointer), document, pointer };
      nodes.set(pointer, node);
      return node;
    },
    validates,
  };
  return document;

  function schemaAt(pointer: string): Schema {
    return segments(pointer).reduce<unknown>(
      (schema, name) => (schema as { readonly [key: string]: unknown })[name],
      root,
    ) as Schema;
  }
}

/** Where a chain of $ref ends. */
export function follow(node: SchemaNode): SchemaNode {
  const reference = keyword(node, '$ref');
  return typeof reference === 'string' ? follow(referred(node, reference)) : node;
}

export const referred = ({ document }: SchemaNode, reference: string): SchemaNode =>
  document.at(fromFragment(reference) ?? reference);

export function keyword(node: SchemaNode, name: string): unknown {
  return typeof node.schema === 'boolean' || !Object.hasOwn(node.schema, name)
    ? undefined
    : node.schema[name];
}

/** The schema that a keyword holds: by name, by index, or alone. */
export function child(node: SchemaNode, name: string, inner?: string | number): SchemaNode {
  const rest = inner === undefined ? '' : `/${segment(inner)}`;
  return node.document.at(`${node.pointer}/${name}${rest}`);
}

export const names = (node: SchemaNode, name: string): readonly string[] => {
  const value = keyword(node, name);
  return isObject(value) ? Object.keys(value) : [];
};

export const has = (node: SchemaNode, name: string, inner: string): boolean => {
  const value = keyword(node, name);
  return isObject(value) && Object.hasOwn(value, inner);
};

export function list(node: SchemaNode, name: string): readonly SchemaNode[] {
  const value = keyword(node, name);
  return Array.isArray(value) ? value.map((_, index) => child(node, name, index)) : [];
}

export const single = (node: SchemaNode, name: string): readonly SchemaNode[] =>
  keyword(node, name) === undefined ? [] : [child(node, name)];
