import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { functionAnswer } from '../../../local/http/function-answer.ts';

const answer = (given: unknown) => functionAnswer(Buffer.from(JSON.stringify(given)));

test('an answer with a status code is taken apart', () => {
  const given = {
    statusCode: '202',
    headers: { 'Content-Type': 'application/json', 'X-Count': 3, Connection: 'close' },
    cookies: ['a=1', 'b=2'],
    body: 'eyJpZCI6MX0=',
    isBase64Encoded: true,
  };
  expect(answer(given)).toEqual({
    status: 202,
    headers: { 'content-type': 'application/json', 'x-count': '3', 'set-cookie': ['a=1', 'b=2'] },
    body: Buffer.from('{"id":1}'),
  });
});

test('a status code alone is an empty text', () => {
  expect(answer({ statusCode: 204 })).toEqual({
    status: 204,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: Buffer.alloc(0),
  });
});

test.each([['text'], [{ id: 1 }], [[1, 2]], [null], [7]])(
  'the bare answer %j is the body itself',
  (given) => {
    expect(answer(given)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(given)),
    });
  },
);

test.each([
  [{ statusCode: 'no' }],
  [{ statusCode: 101 }],
  [{ statusCode: 600 }],
  [{ statusCode: 200, body: { not: 'text' } }],
  [{ statusCode: 200, headers: ['a'] }],
  [{ statusCode: 200, headers: { 'a b': 'c' } }],
  [{ statusCode: 200, headers: { a: 'line\nfeed' } }],
  [{ statusCode: 200, headers: { a: ['b'] } }],
  [{ statusCode: 200, cookies: 'a=1' }],
  [{ statusCode: 200, cookies: ['line\nfeed'] }],
])('%j is malformed', (given) => {
  expect(answer(given)).toBeUndefined();
});

test('what is no JSON is malformed', () => {
  expect(functionAnswer(Buffer.from('{'))).toBeUndefined();
});

test('nothing a function answers breaks the API', () => {
  const name = fc.oneof(
    fc.constantFrom('x-a', 'Set-Cookie', 'content-length'),
    fc.string({ unit: 'binary' }),
  );
  const shaped = fc.record({
    statusCode: fc.integer({ min: 190, max: 610 }),
    headers: fc.dictionary(
      name,
      fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 1 })),
      { maxKeys: 2 },
    ),
    cookies: fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), { maxLength: 2 }),
    body: fc.string({ unit: 'binary' }),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), shaped), (given) => {
      for (const [key, value] of Object.entries(answer(given)?.headers ?? {})) {
        validateHeaderName(key);
        for (const each of [value].flat()) validateHeaderValue(key, each);
      }
    }),
    { numRuns: 100 },
  );
});
