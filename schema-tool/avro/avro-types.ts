/**
 * The TypeScript types of what avsc decodes: numbers for int, long, float and double, Buffers for bytes and fixed, enums
 * by name. Logical types are not interpreted; comments say what the number counts. A union is what its branches are, or,
 * where avsc could not tell values of these apart, objects that name theirs.
 */
import { qualified, typeName } from '../../compatibility/avro/names.ts';
import { sentences } from '../typescript/doc-comment.ts';
import { stringLiteral } from '../typescript/string-literal.ts';
import { type Declaration, NULL, type TsField, type TsType, unionOf, word } from '../typescript/ts-type.ts';
import { TypeNames } from '../typescript/type-names.ts';
import type { AvroJson, AvroNamed } from './avro-json.ts';
import { unitOf } from './unit.ts';

interface Branch {
  readonly type: TsType;
  /** In a union whose branches are named. */
  readonly name: string;
  /** What avsc tells values apart by. */
  readonly bucket: 'null' | 'boolean' | 'number' | 'string' | 'buffer' | 'array' | 'object';
}

const PRIMITIVES: Readonly<Record<string, Omit<Branch, 'name'>>> = {
  null: { type: NULL, bucket: 'null' },
  boolean: { type: word('boolean'), bucket: 'boolean' },
  int: { type: word('number'), bucket: 'number' },
  long: { type: word('number'), bucket: 'number' },
  float: { type: word('number'), bucket: 'number' },
  double: { type: word('number'), bucket: 'number' },
  bytes: { type: word('Buffer'), bucket: 'buffer' },
  string: { type: word('string'), bucket: 'string' },
};

export class AvroTypes {
  readonly #names = new TypeNames();
  readonly #known = new Map<string, Branch>();
  readonly #declarations: Declaration[] = [];

  /** In the order in which they are met. */
  get declarations(): readonly Declaration[] {
    return this.#declarations;
  }

  /** Declares what has a name in it. `note`: more to say of it. */
  add(schema: AvroJson, namespace = '', note = ''): TsType {
    return this.#branch(schema, namespace, note).type;
  }

  #branch(schema: AvroJson, namespace: string, note = ''): Branch {
    if (typeof schema === 'string') {
      const primitive = PRIMITIVES[schema];
      if (primitive !== undefined) return { ...primitive, name: schema };
      return this.#known.get(qualified(schema, namespace)) as Branch;
    }
    if (isUnion(schema)) return { type: this.#union(schema, namespace), name: '', bucket: 'object' };
    switch (schema.type) {
      case 'array':
        return {
          type: { is: 'array', of: this.add(schema.items, namespace) },
          name: 'array',
          bucket: 'array',
        };
      case 'map':
        return { type: { is: 'map', of: this.add(schema.values, namespace) }, name: 'map', bucket: 'object' };
      case 'record':
      case 'enum':
      case 'fixed':
        return this.#named(schema, namespace, note);
      default:
        return this.#branch(schema.type, namespace);
    }
  }

  #union(schemas: readonly AvroJson[], namespace: string): TsType {
    const branches = schemas.map((each) => this.#branch(each, namespace));
    const ambiguous = new Set(branches.map(({ bucket }) => bucket)).size < branches.length;
    return unionOf(
      branches.map(({ type, name, bucket }) =>
        ambiguous && bucket !== 'null' ? { is: 'wrapped', name, of: type } : type,
      ),
    );
  }

  #named(schema: AvroNamed, around: string, note: string): Branch {
    const { full, namespace } = typeName(schema, around, '');
    if (schema.type === 'fixed') return this.#know({ type: word('Buffer'), name: full, bucket: 'buffer' });
    const name = this.#names.take(full.slice(full.lastIndexOf('.') + 1), full);
    const doc = sentences(`${full}${note}`, textOf(schema.doc));
    if (schema.type === 'enum') {
      const is = unionOf(schema.symbols.map((symbol) => word(stringLiteral(symbol))));
      this.#declarations.push({ name, doc, is });
      return this.#know({ type: word(name), name: full, bucket: 'string' });
    }
    // Known, and declared, before what its fields are of.
    const fields: TsField[] = [];
    this.#declarations.push({ name, doc, is: fields });
    const record = this.#know({ type: word(name), name: full, bucket: 'object' });
    for (const { name, type, doc } of schema.fields) {
      fields.push({ name, doc: sentences(textOf(doc), unitOf(type)), type: this.add(type, namespace) });
    }
    return record;
  }

  #know(branch: Branch): Branch {
    this.#known.set(branch.name, branch);
    return branch;
  }
}

/** Avro does not look at it. */
const textOf = (doc: unknown): string => (typeof doc === 'string' ? doc : '');

const isUnion = (schema: AvroJson): schema is readonly AvroJson[] => Array.isArray(schema);
