import { describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/json-schema/can-read.ts';

const draft = (name: string, more: object): string =>
  JSON.stringify({ $schema: `http://json-schema.org/${name}/schema#`, ...more });

describe('a text that is no definition is refused with the place', () => {
  test.each([
    ['text that is no JSON', '{"type":', 'JSON'],
    ['a list', '[]', 'this is a list'],
    ['a later draft', '{"$schema":"https://json-schema.org/draft/2020-12/schema"}', 'draft-07/schema'],
    ['an unknown type', '{"properties":{"id":{"type":"text"}}}', '#/properties/id/type'],
    ['a limit that is no number', '{"items":{"maximum":"3"}}', '#/items/maximum'],
    ['properties that are no object', '{"properties":[]}', '#/properties'],
    ['a property without a schema', '{"properties":{"id":null}}', '#/properties/id'],
    ['a pattern that is none', '{"pattern":"("}', 'Invalid regular expression'],
    [
      'a reference to another document',
      '{"items":{"$ref":"line.json#/items"}}',
      '#/items: $ref line.json#/items',
    ],
    ['a reference by name', '{"items":{"$ref":"#line"}}', '#/items: $ref #line'],
    ['a reference to nothing', '{"items":{"$ref":"#/definitions/line"}}', '$ref #/definitions/line'],
    ['a reference to what is no schema', '{"items":{"$ref":"#/enum/0"},"enum":[{}]}', '$ref #/enum/0'],
    ['a reference that is no text', '{"items":{"$ref":{}}}', '#/items/$ref'],
    ['a reference with half a character', '{"items":{"$ref":"#/definitions/%FF"}}', '#/items: $ref'],
    ['a schema that refers to itself', '{"$ref":"#"}', '#: the schema refers to itself'],
    ['a branch that refers to its schema', '{"anyOf":[{"$ref":"#"},{"type":"null"}]}', 'refers to itself'],
    [
      'an identifier inside',
      '{"items":{"$id":"https://shop.test/line","type":"string"}}',
      '#/items: only the root',
    ],
    [
      'a boolean schema of draft-04',
      draft('draft-04', { properties: { id: true } }),
      '#/properties/id: draft-04',
    ],
  ])('%s', (_, text, part) => {
    const refusal = expect.objectContaining({
      code: 'schema-definition',
      message: expect.stringContaining(part),
    });
    expect(() => canRead(text, '{}')).toThrow(refusal);
    expect(() => canRead('{}', text)).toThrow(refusal);
  });
});

describe('each draft knows its own keywords', () => {
  const number = { type: 'number' };
  test.each([
    ['draft-04 and draft-06 have no if', 'draft-06', { if: number, else: false }],
    ['draft-04 has no const', 'draft-04', { const: 1 }],
    ['draft-04 has no contains', 'draft-04', { contains: number }],
    ['no draft before draft-07 has contentEncoding', 'draft-06', { contentEncoding: 'base64' }],
  ])('%s', (_, name, schema) => {
    expect(canRead(draft(name, schema), draft(name, {}))).toEqual([]);
    expect(canRead(draft('draft-07', schema), draft(name, {}))).not.toEqual([]);
  });

  test('a bound that draft-04 calls exclusive is the bound of that name in draft-07', () => {
    const old = draft('draft-04', { type: 'number', maximum: 9, exclusiveMaximum: true });
    const later = draft('draft-07', { type: 'number', exclusiveMaximum: 9 });
    expect([canRead(old, later), canRead(later, old)]).toEqual([[], []]);
    const inclusive = draft('draft-04', { type: 'number', maximum: 9, exclusiveMaximum: false });
    expect(canRead(old, inclusive).map(({ rule }) => rule)).toEqual(['maximum-lowered']);
  });
});

test('a reference may begin with the identifier of its document', () => {
  const own = {
    $id: 'https://shop.test/order#',
    items: { $ref: 'https://shop.test/order#/definitions/a~1b%20' },
  };
  const text = JSON.stringify({ ...own, definitions: { 'a/b ': { type: 'string' } } });
  const found = canRead(text, '{"items":{"type":"integer"}}');
  expect(found.map(({ path, rule }) => [path, rule])).toEqual([['#/items', 'type-narrowed']]);
});

test('properties may have the names of keywords, and any other', () => {
  const names = ['$ref', '$id', 'definitions', 'if', 'a/b', 'a~b', '__proto__', 'naïve %'];
  const text = (type: string): string =>
    `{"properties":{${names.map((name) => `${JSON.stringify(name)}:{"type":"${type}"}`).join()}}}`;
  const found = canRead(text('string'), text('integer'));
  expect(found.map(({ rule }) => rule)).toEqual(names.map(() => 'type-narrowed'));
  expect(canRead(text('number'), text('integer'))).toEqual([]);
});
