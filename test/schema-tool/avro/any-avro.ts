import fc from 'fast-check';

/** A type without names: these are given when it is made, since none may be there twice. */
type Shape =
  | { readonly is: 'primitive'; readonly schema: string | object }
  | { readonly is: 'array' | 'map'; readonly of: Shape }
  | {
      readonly is: 'record';
      readonly name: string;
      readonly doc: string | undefined;
      readonly fields: readonly FieldShape[];
    }
  | { readonly is: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly is: 'fixed'; readonly size: number }
  | { readonly is: 'union'; readonly of: readonly Shape[] };

interface FieldShape {
  readonly name: string;
  readonly doc: string | undefined;
  readonly type: Shape;
}

const name = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{30,60}$/) },
);
const doc = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom('*/ x /*', "it's\n*/\n", "'''", '日本語 '.repeat(20)),
  ),
  { nil: undefined },
);

const { type } = fc.letrec<{ type: Shape; field: FieldShape }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      is: fc.constant('primitive' as const),
      schema: fc.constantFrom(
        ...['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'],
        { type: 'int', logicalType: 'date' },
        { type: 'long', logicalType: 'timestamp-millis' },
        { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 },
      ),
    }),
    fc.record({ is: fc.constant('fixed' as const), size: fc.nat(16) }),
    fc.record({
      is: fc.constant('enum' as const),
      name,
      symbols: fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
    }),
    fc.record({ is: fc.constantFrom('array' as const, 'map' as const), of: tie('type') }),
    fc.record({
      is: fc.constant('union' as const),
      of: fc.array(tie('type'), { minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      is: fc.constant('record' as const),
      name,
      doc,
      fields: fc.uniqueArray(tie('field'), { maxLength: 6, selector: (field) => field.name }),
    }),
  ),
  field: fc.record({ name, doc, type: tie('type') }),
}));

/** Definitions whose root is a record. */
export const anyAvro: fc.Arbitrary<object> = fc
  .record({
    is: fc.constant('record' as const),
    name,
    doc,
    fields: fc.uniqueArray(fc.record({ name, doc, type }), {
      minLength: 1,
      maxLength: 8,
      selector: (field) => field.name,
    }),
  })
  .map((shape) => made()(shape) as object);

function made(): (shape: Shape) => unknown {
  let count = 0;
  const unique = (base: string) => `${base.replace(/^_/, 'x')}_${++count}`;
  const make = (shape: Shape): unknown => {
    switch (shape.is) {
      case 'primitive':
        return shape.schema;
      case 'array':
        return { type: 'array', items: make(shape.of) };
      case 'map':
        return { type: 'map', values: make(shape.of) };
      case 'fixed':
        return { type: 'fixed', name: unique('Fixed'), namespace: 'com.example', size: shape.size };
      case 'enum':
        return { type: 'enum', name: unique(shape.name), symbols: shape.symbols };
      case 'union':
        return unionOf(shape.of.map(make));
      case 'record': {
        const { name, doc, fields } = shape;
        const made = {
          type: 'record',
          name: unique(name),
          namespace: 'com.example',
          ...(doc !== undefined && { doc }),
        };
        return {
          ...made,
          fields: fields.map((field) => ({ ...field, type: make(field.type), doc: field.doc ?? null })),
        };
      }
    }
  };
  return make;
}

/** One branch of a kind, unless it has a name; no union within a union. */
function unionOf(branches: readonly unknown[]): unknown {
  const seen = new Set<unknown>();
  const flat = branches.flatMap((each) => (Array.isArray(each) ? each : [each]));
  return flat.filter((branch) => {
    const { name, type = branch } = Object(branch) as { readonly name?: string; readonly type?: unknown };
    const key = name ?? (typeof branch === 'string' ? branch : type);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
