import { describe, expect, test } from 'vitest';
import { httpRequest, httpResponse } from '../../../functions/place-order/http.ts';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('httpRequest', () => {
  test('reads body and headers of payload format 2.0', () => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': 'key-1',
      'correlation-id': 'c-1',
      traceparent: TRACEPARENT,
    };
    expect(httpRequest({ version: '2.0', headers, body: '{"é":1}', isBase64Encoded: false })).toEqual({
      contentType: 'application/json',
      idempotencyKey: 'key-1',
      body: Buffer.from('{"é":1}'),
      trace: { correlationId: 'c-1', traceparent: TRACEPARENT },
    });
  });

  test('decodes a base64 body', () => {
    const body = Buffer.from([0, 255, 7]);
    expect(httpRequest({ body: body.toString('base64'), isBase64Encoded: true }).body).toEqual(body);
  });

  test.each([undefined, null, 7, {}, { headers: null, body: null, requestContext: null }, { body: {} }])(
    'takes the event %j for a request without a body',
    (event) => {
      expect(httpRequest(event)).toMatchObject({ contentType: undefined, body: Buffer.alloc(0) });
    },
  );

  test('without a usable correlation id the id of the request is one, else a new one', () => {
    const hostile = { 'correlation-id': 'a\r\nb', traceparent: 'nonsense' };
    const { trace } = httpRequest({ headers: hostile, requestContext: { requestId: 'r-1' } });
    expect(trace).toEqual({ correlationId: 'r-1' });
    expect(httpRequest({ headers: hostile }).trace.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('a response carries the correlation id and when to come again', () => {
  const request = httpRequest({ headers: { 'correlation-id': 'c-1' } });
  expect(
    httpResponse(request, { status: 503, body: { message: 'later' }, retryAfter: 5, code: 'x' }),
  ).toEqual({
    statusCode: 503,
    headers: { 'content-type': 'application/json', 'correlation-id': 'c-1', 'retry-after': '5' },
    body: '{"message":"later"}',
  });
});
