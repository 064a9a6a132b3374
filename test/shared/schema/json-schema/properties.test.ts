import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSchema } from '../../../../shared/schema/json-schema/json-schema.ts';
import { SchemaError } from '../../../../shared/schema/schema-error.ts';

const contractOf = <V = unknown>(...schemas: (object | boolean)[]) =>
  jsonSchema<V>({
    topic: 'orders.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions: schemas.map((each) => JSON.stringify(each)),
  });

const tree = {
  $ref: '#/definitions/tree',
  definitions: {
    tree: {
      type: 'object',
      required: ['id', 'n'],
      additionalProperties: false,
      properties: {
        id: { type: 'string' },
        n: { type: 'integer' },
        x: { type: ['number', 'null'] },
        kind: { enum: ['A', 'B'] },
        tags: { type: 'object', additionalProperties: { type: 'string' } },
        inner: { type: 'array', items: { $ref: '#/definitions/tree' } },
      },
    },
  },
};
const contract = contractOf(tree);

const text = fc.string({ unit: 'binary' }).filter((each) => each.isWellFormed());
// JSON has no −0.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0);

function values(depth: number): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .record(
      {
        id: text,
        n: fc.maxSafeInteger(),
        x: fc.option(number),
        kind: fc.constantFrom('A', 'B'),
        tags: fc.dictionary(text, text, { maxKeys: 3 }),
        inner: depth === 0 ? fc.constant([]) : fc.array(values(depth - 1), { maxLength: 3 }),
      },
      { requiredKeys: ['id', 'n'] },
    )
    .map(plain);
}

/** fast-check makes some objects without a prototype. */
const plain = <T>(value: T): T => structuredClone(value);

const throughText = (value: unknown): unknown => {
  const bytes = contract.writer(1, 'glue')(value, 5);
  return contract.reader(1, 'glue')(bytes, 5, bytes.length);
};

test('every valid value that is written is read as it was', () => {
  fc.assert(
    fc.property(values(2), (value) => {
      const found = throughText(value);
      if (!isDeepStrictEqual(found, value)) expect(found).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

const CODES = new Set(['value-schema', 'value-too-deep']);

function refusedOrRead(bytes: Buffer): 'refused' | 'read' {
  try {
    contract.reader(1, 'glue')(bytes, 0, bytes.length);
    return 'read';
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    expect(CODES).toContain(error.code);
    return 'refused';
  }
}

test('any bytes are read or refused with a code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void refusedOrRead(Buffer.from(bytes))),
    { numRuns: 2_000 },
  );
});

test('so are bytes of a value of which one was changed', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(values(1), fc.nat(), fc.nat(255), (value, at, byte) => {
      const bytes = Buffer.from(JSON.stringify(value));
      bytes[at % bytes.length] = byte;
      seen.add(refusedOrRead(bytes));
    }),
    { numRuns: 2_000 },
  );
  expect(seen).toEqual(new Set(['refused', 'read']));
});

test('anything at all is written as JSON that says the same, or refused with a code', () => {
  const any = contractOf(true);
  const write = any.writer(1, 'glue');
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true });
  fc.assert(
    fc.property(anything, (value) => {
      let written: Buffer;
      try {
        written = write(value, 0);
      } catch (error) {
        expect((error as SchemaError).code).toBe('value-schema');
        return;
      }
      expect(says(JSON.parse(written.toString()), value)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('what a closed schema drops from another version is all that keeps it from being valid', () => {
  const both = contractOf(true, tree);
  fc.assert(
    fc.property(values(1), fc.dictionary(text, fc.jsonValue(), { maxKeys: 3 }), (value, more) => {
      const bytes = Buffer.from(JSON.stringify({ ...more, ...value, later: [1] }));
      const known = Object.keys(tree.definitions.tree.properties);
      fc.pre(Object.keys(more).every((each) => !known.includes(each)));
      const found = both.reader(1, 'glue')(bytes, 0, bytes.length);
      if (!isDeepStrictEqual(found, value)) expect(found).toEqual(value);
    }),
    { numRuns: 300 },
  );
});

/** The same, but that −0 is 0 and prototypes do not count. */
function says(found: unknown, given: unknown): boolean {
  if (typeof found !== 'object' || found === null || typeof given !== 'object' || given === null)
    return found === given;
  if (Array.isArray(found) !== Array.isArray(given)) return false;
  const names = Reflect.ownKeys(given).filter((name) => !(Array.isArray(given) && name === 'length'));
  const read = (of: object, name: PropertyKey) => Object.getOwnPropertyDescriptor(of, name)?.value;
  return (
    Object.keys(found).length === names.length &&
    names.every((name) => says(read(found, name), read(given, name)))
  );
}
