import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canRead } from '../../../compatibility/json-schema/can-read.ts';
import { parseDefinition } from '../../../compatibility/json-schema/definition.ts';
import { anyDocument, anySchema, changed } from './any-schema.ts';

const ajv = new Ajv({ strict: false, logger: false });
const documents = fc.sample(anyDocument, { numRuns: 300, seed: 7 });

test('a reader that may read a writer accepts every document of it, whatever the schemas', () => {
  let passed = 0;
  const pair = fc.tuple(anySchema, anySchema, fc.nat(100), fc.boolean());
  const property = fc.property(pair, ([writer, other, turn, alike]) => {
    const reader = alike ? changed(writer, other.definitions.d, turn) : other;
    const theirs = validator(writer);
    const ours = validator(reader);
    fc.pre(theirs !== undefined && ours !== undefined);
    if (canRead(JSON.stringify(reader), JSON.stringify(writer)).length > 0) return;
    passed += 1;
    const lost = documents.find((document) => theirs?.(document) && !ours?.(document));
    expect({ reader, writer, lost }).toEqual({ reader, writer, lost: undefined });
  });
  fc.assert(property, { numRuns: 120, seed: 11, maxSkipsPerRun: 10 });
  expect(passed).toBeGreaterThan(30);
});

/** Undefined: a part was put where no schema stands, or the schema never ends. */
function validator(schema: object): ValidateFunction | undefined {
  try {
    parseDefinition(JSON.stringify(schema));
    return ajv.compile(schema);
  } catch (error) {
    if ((error as { code?: string }).code === 'schema-definition') return undefined;
    throw error;
  }
}
