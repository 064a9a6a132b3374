/** A checked schema and the places in it: what stands there, and whether a value is valid under it. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { DefinitionError } from '../definition-error.ts';
import { isObject, type Rewritten, type Schema, segment } from './draft-07.ts';

export interface SchemaNode {
  /** The same for the same place of the same document. */
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
  admits(pointer: string, value: unknown): boolean;
}

const LENIENT = { strict: false, logger: false } as const;
const META = new Ajv(LENIENT);

/** `name` tells the documents of a comparison apart. */
export function schemaDocument(name: string, { root, pointers }: Rewritten): SchemaDocument {
  const validators = new Map<string, ValidateFunction>();
  const ajv = new Ajv({ ...LENIENT, meta: false, validateSchema: false });
  // the types of this package are of another module system
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  const document: SchemaDocument = {
    get root() {
      return document.at('');
    },
    at(pointer) {
      if (!pointers.has(pointer)) {
        throw new DefinitionError(
          `$ref #${pointer}: no schema stands there; allowed is what stands in definitions`,
        );
      }
      let schema: unknown = root;
      for (const name of pointer.split('/').slice(1)) {
        schema = (schema as Record<string, unknown>)[name.replaceAll('~1', '/').replaceAll('~0', '~')];
      }
      return { key: `${name}#${pointer}`, schema: schema as Schema, document, pointer };
    },
    admits(pointer, value) {
      const fragment = pointer.split('/').map(encodeURIComponent).join('/');
      const known = validators.get(pointer) ?? ajv.compile({ $ref: `${name}#${fragment}` });
      validators.set(pointer, known);
      return known(value) === true;
    },
  };
  for (const pointer of pointers) follow(document.at(pointer));
  try {
    // a rewritten schema names no draft: draft-07
    META.validateSchema(root, true);
    ajv.addSchema(root, name).compile({ $ref: `${name}#` });
  } catch (error) {
    throw new DefinitionError((error as Error).message.replaceAll(/\bdata(?=[/ ])/g, '#'));
  }
  return document;
}

/** Where a chain of $ref ends. */
export function follow(node: SchemaNode): SchemaNode {
  const passed = new Set<string>();
  for (let at = node; ; ) {
    const reference = keyword(at, '$ref');
    if (typeof reference !== 'string') return at;
    if (passed.has(at.pointer)) throw new DefinitionError(`#${at.pointer}: $ref refers to itself`);
    passed.add(at.pointer);
    at = at.document.at(decodeURIComponent(reference.slice(1)));
  }
}

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

export function list(node: SchemaNode, name: string): readonly SchemaNode[] {
  const value = keyword(node, name);
  return Array.isArray(value) ? value.map((_, index) => child(node, name, index)) : [];
}

export const single = (node: SchemaNode, name: string): readonly SchemaNode[] =>
  keyword(node, name) === undefined ? [] : [child(node, name)];
