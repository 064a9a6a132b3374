/** Definitions that nobody thought of: the verdict is held against our decoder. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canRead } from '../../../compatibility/avro/can-read.ts';
import { DefinitionError } from '../../../compatibility/definition-error.ts';
import { avroRead } from '../../../shared/schema/avro/avro-read.ts';
import { avroType } from '../../../shared/schema/avro/avro-type.ts';
import { decoded } from './decoded.ts';

/** Refused although our decoder reads it. */
const STRICTER = ['bytes-as-string', 'union-branch-shadowed', 'logical-type-mismatch'];

const primitive = fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');
const name = fc.constantFrom('A', 'B', 's.A', 'C', 's.D');
const aliases = fc.option(fc.subarray(['A', 'B', 's.A', 'E'], { maxLength: 1 }), { nil: undefined });
const named = { name, aliases };

/** A few names, so that two definitions meet often; many are no definitions, since names come twice. */
const { type } = fc.letrec<{ type: unknown }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: primitive },
    { weight: 1, arbitrary: fc.constantFrom('A', 's.A', 'B') },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('int'), logicalType: fc.constantFrom('date', 'time-millis') }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('fixed'), ...named, size: fc.integer({ min: 1, max: 2 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record(
        {
          type: fc.constant('enum'),
          ...named,
          symbols: fc.subarray(['X', 'Y', 'Z'], { minLength: 1 }),
          default: fc.constantFrom('X', 'Y'),
        },
        { requiredKeys: ['type', 'name', 'symbols'] },
      ),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('array'), items: tie('type') }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('map'), values: tie('type') }) },
    { weight: 2, arbitrary: fc.array(tie('type'), { minLength: 1, maxLength: 3 }) },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('record'),
        ...named,
        fields: fc.uniqueArray(
          fc.record(
            {
              name: fc.constantFrom('a', 'b', 'c'),
              type: tie('type'),
              aliases: fc.subarray(['a', 'b', 'x'], { maxLength: 1 }),
              default: fc.constantFrom(null, 0, 'X', '', [], {}, true),
            },
            { requiredKeys: ['name', 'type'] },
          ),
          { selector: (field) => field.name, maxLength: 3 },
        ),
      }),
    },
  ),
}));

/** A definition, and one that differs from it in one place. */
const pair = fc.oneof(
  fc.tuple(type, type),
  fc.tuple(type, type, fc.nat()).map(([one, other, at]) => [one, replaced(one, other, at)] as const),
);

function replaced(from: unknown, by: unknown, at: number): unknown {
  let left = at % 7;
  const visit = (node: unknown): unknown => {
    left -= 1;
    if (left === -1) return by;
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    const inner = ['items', 'values', 'fields'].filter((key) => key in node);
    const copy = { ...node } as Record<string, unknown>;
    for (const key of inner) {
      const value = copy[key];
      copy[key] =
        key === 'fields'
          ? (value as { type: unknown }[]).map((field) => ({ ...field, type: visit(field.type) }))
          : visit(value);
    }
    return copy;
  };
  return visit(from);
}

const isDefinition = (definition: unknown): boolean => {
  try {
    canRead(JSON.stringify(definition), '"null"');
    return true;
  } catch (error) {
    if (error instanceof DefinitionError) return false;
    throw error;
  }
};

test('a definition that passes is one for our decoder', () => {
  fc.assert(
    fc.property(type.filter(isDefinition), (definition) => {
      avroType(JSON.stringify(definition));
    }),
    { numRuns: 600 },
  );
});

test('what passes is decoded, and what is refused is not, save where we are stricter', () => {
  const seen = { passed: 0, refused: 0 };
  fc.assert(
    fc.property(
      pair.filter((both) => both.every(isDefinition)),
      ([reader, writer]) => {
        const [to, from] = [JSON.stringify(reader), JSON.stringify(writer)];
        const rules = canRead(to, from).map(({ rule }) => rule);
        if (rules.length === 0) {
          seen.passed += 1;
          decoded({ name: '', reader, writer });
        } else if (rules.some((rule) => !STRICTER.includes(rule))) {
          seen.refused += 1;
          expect(() => avroRead(avroType(to), avroType(from))).toThrow();
        }
      },
    ),
    { numRuns: 600 },
  );
  expect(Math.min(seen.passed, seen.refused)).toBeGreaterThan(100);
});
