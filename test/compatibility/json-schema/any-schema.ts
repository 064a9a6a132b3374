/** Small schemas of draft-07 that use most keywords, and documents that fit one now and then. */
import fc from 'fast-check';

const NAMES = ['a', 'b', 'xa'] as const;
const count = (least: number, most: number) => fc.integer({ min: least, max: most });
const name = fc.constantFrom(...NAMES);
const some = <T extends Record<string, fc.Arbitrary<unknown>>>(
  keywords: T,
  ...always: (keyof T & string)[]
) => fc.record(keywords, { requiredKeys: always });

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    true,
    false,
    {},
    { type: 'null' },
    { type: 'boolean' },
    { type: ['string', 'null'] },
  ),
  fc.constantFrom<unknown>({ enum: ['a', 1, null] }, { enum: ['a', 'b'] }, { const: 'a' }, { const: 1 }),
  some({ type: fc.constantFrom('integer', 'number'), minimum: count(-2, 1), exclusiveMaximum: count(2, 3) }),
  some({ type: fc.constantFrom('integer', 'number'), exclusiveMinimum: count(-2, 1), maximum: count(1, 3) }),
  some({ type: fc.constantFrom('integer', 'number'), multipleOf: fc.constantFrom(1, 2, 0.5, 3) }),
  some({
    type: fc.constant('string'),
    minLength: count(0, 1),
    maxLength: count(1, 2),
    pattern: fc.constant('^a'),
  }),
);

const { inner } = fc.letrec<{ inner: unknown }>((tie) => {
  const any = tie('inner');
  const deep = fc.oneof({ weight: 5, arbitrary: any }, { weight: 1, arbitrary: fc.constant({ $ref: '#' }) });
  const list = fc.array(any, { minLength: 1, maxLength: 3 });
  const properties = fc.dictionary(name, deep, { maxKeys: 2 });
  const required = fc.uniqueArray(name, { minLength: 1, maxLength: 2 });
  const demands = fc.oneof(fc.constantFrom(['b'], ['a', 'xa']), any);
  const type = fc.constantFrom('string', 'object', 'integer');
  const object = fc.constant('object');
  const array = fc.constant('array');
  return {
    inner: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.constant({ $ref: '#/definitions/d' }),
      some({ type: object, properties, required, additionalProperties: deep }, 'properties'),
      some({ type: object, properties, additionalProperties: fc.constant(false) }, 'additionalProperties'),
      some({
        properties,
        patternProperties: fc.dictionary(fc.constantFrom('^x', 'a$'), deep),
        additionalProperties: any,
      }),
      some({ type: object, properties, minProperties: count(0, 1), maxProperties: count(1, 2) }),
      some({ properties, propertyNames: fc.constantFrom({ enum: ['a', 'b'] }, { maxLength: 1 }) }),
      some({ type: object, dependencies: fc.dictionary(name, demands, { maxKeys: 1 }), required }),
      some({ type: array, items: deep, minItems: count(0, 1), uniqueItems: fc.boolean(), contains: any }),
      // the validator is wrong about `contains` beside these
      some({
        type: array,
        items: fc.array(deep, { minLength: 1, maxLength: 2 }),
        additionalItems: any,
        maxItems: count(1, 2),
      }),
      some({ allOf: list }),
      some({ type, anyOf: list }, 'anyOf'),
      some({ type, oneOf: list }, 'oneOf'),
      some({ type, not: any }, 'not'),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of the format
      some({ if: any, then: any, else: any }, 'if'),
    ),
  };
});

export const anySchema = fc
  .tuple(inner, leaf)
  .map(([root, d]) => ({ ...(root as object), definitions: { d } }));

const value = fc.constantFrom(null, true, false, 0, 1, 2, -1, 0.5, 3, 'a', 'b', 'ab', '', 'xa');

export const anyDocument = fc.letrec<{ inner: unknown }>((tie) => ({
  inner: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    value,
    fc.array(tie('inner'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'xa', 'z', 'xx'), tie('inner'), { maxKeys: 3 }),
  ),
})).inner;

/** The schema with another in the place of one of its parts. */
export function changed(schema: object, part: unknown, turn: number): object {
  const copy = structuredClone(schema);
  const places: [Record<string, unknown>, string][] = [];
  collect(copy);
  const [holder, key] = places[turn % places.length] ?? [{}, ''];
  holder[key] = part;
  return copy;

  function collect(holder: object): void {
    for (const [key, each] of Object.entries(holder)) {
      places.push([holder as Record<string, unknown>, key]);
      if (typeof each === 'object' && each !== null) collect(each);
    }
  }
}
