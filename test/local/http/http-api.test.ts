import http from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type HttpApi, startHttpApi } from '../../../local/http/http-api.ts';
import type { HttpRoute } from '../../../local/http/http-route.ts';
import { failed, type InvokeResult } from '../../../local/lambda/invoke-result.ts';

const ROUTES: readonly HttpRoute[] = [
  { method: 'POST', path: '/orders', functionName: 'place', authorization: 'AWS_IAM', payloadFormat: '2.0' },
  { method: 'GET', path: '/orders/{id}', functionName: 'read', authorization: 'NONE', payloadFormat: '2.0' },
  {
    method: 'GET',
    path: '/slow',
    functionName: 'slow',
    authorization: 'NONE',
    payloadFormat: '2.0',
    timeoutMs: 50,
  },
];
const success = (payload: unknown): InvokeResult => ({
  requestId: 'r',
  status: 'success',
  payload: Buffer.from(JSON.stringify(payload)),
});

let api: HttpApi | undefined;
let lines: string[] = [];

async function start(
  invoke: (name: string, event: Record<string, unknown>) => Promise<InvokeResult> | InvokeResult,
) {
  lines = [];
  api = await startHttpApi({
    port: 0,
    routes: ROUTES,
    invoke: async (name, payload) => invoke(name, JSON.parse(payload.toString())),
    log: (line) => lines.push(line),
  });
  return api;
}

/** fetch joins headers, sets an Origin of its own and forbids Host. */
function raw(url: string, options: http.RequestOptions = {}, body?: string | Buffer) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const request = http.request(url, { agent: false, ...options }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
      request.once('error', reject).end(body);
    },
  );
}

afterEach(async () => {
  await api?.stop();
  api = undefined;
});

test('a request becomes an event of payload format 2.0, and the answer a response', async () => {
  let seen: Record<string, unknown> = {};
  const { url } = await start((name, event) => {
    seen = { name, ...event };
    return success({ statusCode: 202, headers: { 'X-A': 'b' }, cookies: ['c=d'], body: '{"id":"1"}' });
  });
  const answer = await raw(
    `${url}/orders?a=1&a=2&b=%20x`,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Many': ['1', '2'],
        Cookie: 'k=v; l=w',
        'User-Agent': 'me',
      },
    },
    '{"gift":"é"}',
  );
  expect(answer).toMatchObject({ status: 202, body: '{"id":"1"}' });
  expect(answer.headers).toMatchObject({ 'x-a': 'b', 'set-cookie': ['c=d'] });
  expect(seen).toMatchObject({
    name: 'place',
    version: '2.0',
    routeKey: 'POST /orders',
    rawPath: '/orders',
    rawQueryString: 'a=1&a=2&b=%20x',
    queryStringParameters: { a: '1,2', b: ' x' },
    cookies: ['k=v', 'l=w'],
    headers: { 'content-type': 'application/json', 'x-many': '1,2', 'x-forwarded-proto': 'http' },
    body: '{"gift":"é"}',
    isBase64Encoded: false,
    requestContext: {
      routeKey: 'POST /orders',
      stage: '$default',
      requestId: answer.headers['apigw-requestid'],
      http: { method: 'POST', path: '/orders', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'me' },
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
  });
  expect(seen.headers).not.toHaveProperty('cookie');
});

test('a path parameter is decoded, and nothing that is absent has a key', async () => {
  let seen: Record<string, unknown> = {};
  const { url } = await start((_, event) => {
    seen = event;
    return success({ read: true });
  });
  expect(await raw(`${url}/orders/a%20b`)).toMatchObject({ status: 200, body: '{"read":true}' });
  expect(seen).toMatchObject({ pathParameters: { id: 'a b' }, rawPath: '/orders/a%20b', rawQueryString: '' });
  for (const key of ['body', 'cookies', 'queryStringParameters']) expect(seen).not.toHaveProperty(key);
});

test.each([
  ['application/octet-stream', Buffer.from([0, 255]), 'AP8=', true],
  ['application/x-www-form-urlencoded', Buffer.from('a=b'), 'YT1i', true],
  ['application/vnd.x+json; charset=utf-8', Buffer.from('{}'), '{}', false],
  ['text/plain', Buffer.from([0xff, 0xfe]), '//4=', true],
])('a body of %s keeps its bytes', async (type, body, expected, isBase64Encoded) => {
  let seen: Record<string, unknown> = {};
  const { url } = await start((_, event) => {
    seen = event;
    return success({ statusCode: 200 });
  });
  await raw(`${url}/orders`, { method: 'POST', headers: { 'content-type': type } }, body);
  expect(seen).toMatchObject({ body: expected, isBase64Encoded });
});

test('a path that no route takes is not found', async () => {
  const { url } = await start(() => success({}));
  expect(await raw(`${url}/nowhere`)).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
});

test.each([
  ['an error of the function', failed('r', 'TypeError', 'x is undefined'), 500, 'Internal Server Error'],
  ['a malformed answer', success({ statusCode: 'none' }), 500, 'Internal Server Error'],
  [
    'a throttled function',
    failed('r', 'TooManyRequestsException', 'Rate Exceeded.'),
    503,
    'Service Unavailable',
  ],
])('%s is answered with its status, and logged', async (_, result, status, text) => {
  const { url } = await start(() => result);
  expect(await raw(`${url}/orders`, { method: 'POST' })).toMatchObject({
    status,
    body: JSON.stringify({ message: text }),
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`POST /orders → place: ${status}`);
});

test('a platform that cannot invoke is unavailable', async () => {
  const { url } = await start(() => Promise.reject(new Error('no such function')));
  expect(await raw(`${url}/orders`, { method: 'POST' })).toMatchObject({ status: 503 });
  expect(lines[0]).toContain('no such function');
});

test('a function that is too late is unavailable, and may still end', async () => {
  const { promise, resolve } = Promise.withResolvers<InvokeResult>();
  const { url } = await start(() => promise);
  const answer = await raw(`${url}/slow`);
  resolve(success({}));
  expect(answer).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
  expect(lines[0]).toContain('no answer within 50 ms');
});

test.each([
  ['above what the API takes', 12 * 1024 * 1024],
  ['above what Lambda takes', 6 * 1024 * 1024],
])('a body %s is too large, and the connection goes on', async (_, bytes) => {
  const { url } = await start(() => success({ statusCode: 200 }));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const body = Buffer.alloc(bytes, 'x');
  const large = await raw(
    `${url}/orders`,
    { agent, method: 'POST', headers: { 'content-type': 'text/plain' } },
    body,
  );
  expect(large).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
  expect(await raw(`${url}/orders`, { agent, method: 'POST' })).toMatchObject({ status: 200 });
  agent.destroy();
});

test.each([
  ['a name that was made to point here', { host: 'evil.example:80' }],
  ['another port', { host: 'localhost:1' }],
  ['a page of another host', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
])('a call by %s is forbidden, with the reason', async (_, headers) => {
  let asked = false;
  const { url } = await start(() => {
    asked = true;
    return success({});
  });
  const answer = await raw(`${url}/orders`, { method: 'POST', headers });
  expect(answer.status).toBe(403);
  expect(answer.body).toContain(Object.values(headers)[0]);
  expect(asked).toBe(false);
});

test('localhost and a page of this machine may call', async () => {
  const { url } = await start(() => success({ statusCode: 200 }));
  const { port } = new URL(url);
  const headers = { host: `localhost:${port}`, origin: 'http://localhost:5173' };
  expect(await raw(`${url}/orders`, { method: 'POST', headers })).toMatchObject({ status: 200 });
});

test('a port that is taken is named, with what to do', async () => {
  const { url } = await start(() => success({}));
  const port = Number(new URL(url).port);
  await expect(
    startHttpApi({ port, routes: [], invoke: async () => success({}), log: () => {} }),
  ).rejects.toMatchObject({
    code: 'start',
    message: expect.stringMatching(new RegExp(`port ${port}.*taken.*--port`)),
  });
});

test('stop does not wait for open sockets or slow functions', async () => {
  const running = await start(() => new Promise<InvokeResult>(() => {}));
  const agent = new http.Agent({ keepAlive: true });
  const open = raw(`${running.url}/orders`, { agent, method: 'POST' }).catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const begun = performance.now();
  await running.stop();
  api = undefined;
  expect(performance.now() - begun).toBeLessThan(500);
  expect(await open).toBe('socket hang up');
  agent.destroy();
});

test('a caller that goes away while it sends is no event', async () => {
  const { url } = await start(() => success({}));
  const request = http.request(`${url}/orders`, { method: 'POST', headers: { 'content-length': '100' } });
  const gone = new Promise((resolve) => request.once('error', resolve));
  request.write('half');
  await new Promise((resolve) => setTimeout(resolve, 30));
  request.destroy(new Error('gone'));
  await gone;
  expect(await raw(`${url}/nowhere`)).toMatchObject({ status: 404 });
  expect(lines).toEqual([]);
});
