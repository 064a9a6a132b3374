import { expect, test } from 'vitest';
import { jsonSchemaJson } from '../../../../local/mapping/schema/json-schema-json.ts';

const decode = jsonSchemaJson(
  JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://schemas.example/order',
    type: 'object',
    properties: { total: { type: 'number', minimum: 0 }, parent: { $ref: '#' }, on: { format: 'date' } },
    required: ['total'],
  }),
);

test('what fits comes as it was written', () => {
  const text = '{ "total" : 1.50, "more": ["é"], "on": "some day" }';
  expect(decode(Buffer.from(text)).toString()).toBe(text);
});

test.each<[string, string | Buffer, string]>([
  ['that lacks a field', '{"secret":1}', 'it does not fit #/required of its schema'],
  ['of another type', '{"total":"secret"}', 'it does not fit #/properties/total/type of its schema'],
  ['that is not JSON', '{"total":', 'it is not JSON'],
  ['that is empty', '', 'it is not JSON'],
  ['that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'it is not UTF-8'],
  [
    'that is nested deeper than anyone can look',
    `${'{"total":1,"parent":'.repeat(200_000)}{"total":1}${'}'.repeat(200_000)}`,
    'it is nested too deep to be validated',
  ],
])('a value %s is refused without a word of it', (_name, value, message) => {
  expect(() => decode(Buffer.from(value as string))).toThrow(
    expect.objectContaining({ code: 'undecodable', fault: 'DESERIALIZATION_ERROR', message }),
  );
});

test('a draft that is not implemented is named', () => {
  expect(() => jsonSchemaJson('{"$schema":"http://json-schema.org/draft-04/schema#"}')).toThrow('draft-04');
  expect(() => jsonSchemaJson('{"type":"nonsense"}')).toThrow();
});
