import http from 'node:http';
import { ListRegistriesCommand } from '@aws-sdk/client-glue';
import { afterEach, describe, expect, test } from 'vitest';
import { startRegistryServer } from '../../../local/registry/registry-server.ts';
import { SchemaRegistry } from '../../../local/registry/schema-registry.ts';
import { ACCOUNT, startRig, stopRigs } from './rig.ts';

afterEach(stopRigs);

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** As a client of another language would ask. */
function ask(endpoint: string, action: string, { method = 'POST', headers, body = '{}' }: Ask = {}) {
  return new Promise<{ status: number; type: string | undefined; body: Record<string, unknown> }>(
    (resolve, reject) => {
      const all = { 'x-amz-target': `AWSGlue.${action}`, ...headers };
      const request = http.request(endpoint, { agent: false, method, headers: all }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['x-amzn-errortype'] as string | undefined,
          body: JSON.parse(Buffer.concat(chunks).toString()),
        });
      });
      request.once('error', reject).end(method === 'GET' ? undefined : body);
    },
  );
}

describe('what is no call of Glue', () => {
  test.each<[string, string, Ask, number, string]>([
    ['another action', 'GetDatabases', {}, 400, 'UnknownOperationException'],
    ['a name of every object', 'constructor', {}, 400, 'UnknownOperationException'],
    ['no action', '', { headers: { 'x-amz-target': '' } }, 400, 'UnknownOperationException'],
    ['a GET', 'ListRegistries', { method: 'GET' }, 400, 'UnknownOperationException'],
    ['a body that is no JSON', 'ListRegistries', { body: '{"a"' }, 400, 'SerializationException'],
    ['a body that is no object', 'ListRegistries', { body: '[]' }, 400, 'SerializationException'],
    ['no body', 'ListRegistries', { body: '' }, 400, 'SerializationException'],
    [
      'a body over 1 MB',
      'ListRegistries',
      { body: ' '.repeat(1024 * 1024 + 1) },
      413,
      'RequestEntityTooLargeException',
    ],
    [
      "a page's name for this machine",
      'ListRegistries',
      { headers: { host: 'evil.example' } },
      403,
      'AccessDeniedException',
    ],
    [
      'a page of another host',
      'ListRegistries',
      { headers: { origin: 'https://evil.example' } },
      403,
      'AccessDeniedException',
    ],
  ])('%s is refused in the form of an AWS error', async (_, action, options, status, type) => {
    const { server } = await startRig();
    const answer = await ask(server.endpoint, action, options);
    expect(answer).toMatchObject({ status, type, body: { __type: type, Message: expect.any(String) } });
    expect(server.calls.size).toBe(0);
  });
});

test('calls are counted by their action, failed ones too', async () => {
  const { server } = await startRig();
  await ask(server.endpoint, 'ListRegistries');
  await ask(server.endpoint, 'ListRegistries');
  await ask(server.endpoint, 'GetSchema');
  expect([...server.calls]).toEqual([
    ['ListRegistries', 2],
    ['GetSchema', 1],
  ]);
});

test('an error of the registry itself is a 500 and stands in the log', async () => {
  const lines: string[] = [];
  const save = () => {
    throw new Error('no space left');
  };
  const registry = new SchemaRegistry({ account: ACCOUNT, state: { registries: [] }, save, now: () => 0 });
  const server = await startRegistryServer({ registry, port: 0, log: (text) => lines.push(text) });
  const body = '{"RegistryName":"events"}';
  const answer = await ask(server.endpoint, 'CreateRegistry', { body });
  await server.stop();
  expect(answer).toMatchObject({ status: 500, type: 'InternalServiceException' });
  expect(lines).toEqual([expect.stringContaining('CreateRegistry failed: Error: no space left')]);
});

describe('the server', () => {
  test('on a port that is taken says so', async () => {
    const { server, registry } = await startRig();
    const port = Number(new URL(server.endpoint).port);
    await expect(startRegistryServer({ registry, port, log: () => {} })).rejects.toMatchObject({
      code: 'start',
      message: expect.stringContaining(`port ${port} (the schema registry) is taken`),
    });
  });

  test('that refuses cuts what is under way, and answers again on the same port', async () => {
    const { server } = await startRig();
    const silent = server.silence(50);
    const cut = ask(server.endpoint, 'ListRegistries').catch((error) => error.code);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const refused = server.refuse(80);
    expect(await cut).toBe('ECONNRESET');
    await expect(ask(server.endpoint, 'ListRegistries')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await Promise.all([silent, refused]);
    expect((await ask(server.endpoint, 'ListRegistries')).status).toBe(200);
    expect(server.calls.get('ListRegistries')).toBe(1);
  });

  test('that is silent answers what it took when it speaks again', async () => {
    const { server, client } = await startRig();
    const start = performance.now();
    const silences = [server.silence(80), server.silence(10)];
    const answer = await client.send(new ListRegistriesCommand({}));
    expect(answer.Registries).toEqual([]);
    expect(performance.now() - start).toBeGreaterThan(75);
    await Promise.all(silences);
  });

  test('that stops during an outage is stopped at once, and stays away', async () => {
    const { server } = await startRig();
    const start = performance.now();
    const outages = [server.refuse(60_000), server.silence(60_000)];
    await new Promise((resolve) => setTimeout(resolve, 10));
    await server.stop();
    await Promise.all(outages);
    expect(performance.now() - start).toBeLessThan(1_000);
    await expect(ask(server.endpoint, 'ListRegistries')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
