import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/json-schema/can-read.ts';
import { definitionText, PAIRS } from './pairs.ts';

/** A validator that has seen none of our code. */
const ajv = new Ajv({ strict: false, logger: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const validator = (schema: object): ValidateFunction => ajv.compile(schema);

describe('the rules that are broken are the ones of the table', () => {
  test.each(PAIRS)('$name', ({ reader, writer, rules }) => {
    const found = canRead(definitionText(reader), definitionText(writer));
    expect(found.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('what passes reads documents of the writer', () => {
  test.each(PAIRS.filter(({ valid }) => valid !== undefined))(
    '$name',
    ({ reader, writer, rules, valid = [] }) => {
      expect(rules).toEqual([]);
      const [ours, theirs] = [validator(reader), validator(writer)];
      for (const document of valid) {
        expect([document, theirs(document), ours(document)]).toEqual([document, true, true]);
      }
    },
  );
});

describe('what is refused would lose a document of the writer', () => {
  test.each(PAIRS.filter(({ lost }) => lost !== undefined))('$name', ({ reader, writer, rules, lost }) => {
    expect(rules).not.toEqual([]);
    expect([validator(writer)(lost), validator(reader)(lost)]).toEqual([true, false]);
  });
});

test('the pairs without a document are known', () => {
  const bare = PAIRS.filter(({ valid, lost }) => valid === undefined && lost === undefined);
  expect(bare.map(({ name }) => name)).toEqual([
    'another pattern is refused, whatever it says',
    'another encoding of the content is refused',
    'draft-04 says exclusive beside the bound',
  ]);
});

test('every name of the table is said once', () => {
  expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length);
});
