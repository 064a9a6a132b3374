import { expect, test } from 'vitest';
import { jsonSchemaFormat } from '../../../schema-tool/json-schema/json-schema-format.ts';

/** What is declared for the values of a topic with these versions. */
function declared(...versions: readonly object[]) {
  const { declarations } = jsonSchemaFormat.contractOf({
    path: 'order-notes.v1/value',
    topic: 'order-notes.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    dataFormat: 'JSON',
    versions: versions.map((version) => ({
      file: '',
      text: '',
      definition: jsonSchemaFormat.definitionOf(JSON.stringify(version)),
    })),
  });
  return declarations;
}

const refusal = (text: string): unknown => {
  try {
    return jsonSchemaFormat.definitionOf(text);
  } catch (error) {
    return error;
  }
};

test('what is registered is the JSON without blanks, with everything in it', () => {
  expect(jsonSchemaFormat.definitionOf('{ "$id": "x",\n "title": "Order", "x-own": [1.0, "é"] }\n')).toBe(
    '{"$id":"x","title":"Order","x-own":[1,"é"]}',
  );
});

test('the type is named after the title, and its comment says which version it is of', () => {
  const note = { title: 'order note', description: 'What a customer wrote.', type: 'string' };
  expect(declared({ title: 'order note', type: 'string' }, note)).toEqual([
    {
      name: 'OrderNote',
      doc: 'order note, version 2. What a customer wrote.',
      is: { is: 'word', text: 'string' },
    },
  ]);
});

test('without a title the type is named after the topic', () => {
  expect(declared({ type: 'string' })).toMatchObject([
    { name: 'OrderNotesV1', doc: 'order-notes.v1, version 1' },
  ]);
});

test.each([
  ['another draft', { $schema: 'https://json-schema.org/draft/2020-12/schema' }, /draft-07/],
  ['a reference out of the document', { $ref: 'other.json' }, /other\.json/],
  ['a reference to nothing', { type: 'array', items: { $ref: '#/definitions/Line' } }, /Line/],
  ['an asynchronous schema', { $async: true }, /\$async/],
  ['a pattern that is none', { type: 'string', pattern: '(' }, /pattern|regular/i],
])('%s is refused, since our functions could not compile it', (_, schema, reason) => {
  expect(refusal(JSON.stringify(schema))).toMatchObject({
    code: 'schema-file',
    message: expect.stringMatching(reason),
  });
});
