import { expect, test } from 'vitest';
import type { HttpRoute } from '../../../local/http/http-route.ts';
import { routeTable } from '../../../local/http/route-table.ts';

const route = (key: string): HttpRoute => {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '$default'] : key.split(' ');
  return { method, path, functionName: 'any', authorization: 'NONE', payloadFormat: '2.0' };
};
const table = routeTable(
  [
    '$default',
    'ANY /orders/{proxy+}',
    'GET /orders/{id}',
    'ANY /orders/{id}',
    'GET /orders/latest',
    'POST /orders',
    'GET /orders/{id}/lines/{line}',
  ].map(route),
);

test.each([
  ['POST', '/orders', 'POST /orders', {}],
  ['GET', '/orders/latest', 'GET /orders/latest', {}],
  ['GET', '/orders/7', 'GET /orders/{id}', { id: '7' }],
  ['PUT', '/orders/7', 'ANY /orders/{id}', { id: '7' }],
  ['GET', '/orders/a%2Fb', 'GET /orders/{id}', { id: 'a/b' }],
  ['GET', '/orders/7/lines/2', 'GET /orders/{id}/lines/{line}', { id: '7', line: '2' }],
  ['GET', '/orders/7/else/2', 'ANY /orders/{proxy+}', { proxy: '7/else/2' }],
  ['GET', '/orders', '$default', {}],
  ['POST', '/orders/', '$default', {}],
  ['GET', '/orders/%zz', 'GET /orders/{id}', { id: '%zz' }],
])('%s %s is taken by %s', (method, path, routeKey, pathParameters) => {
  expect(table(method, path)).toMatchObject({ routeKey, pathParameters });
});

test('without $default a request may have no route', () => {
  const one = routeTable([route('POST /orders')]);
  expect(one('GET', '/orders')).toBeUndefined();
  expect(one('POST', '/other')).toBeUndefined();
});
