import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { glueRegistry } from '../../../shared/schema/glue-registry.ts';

const ID = '00000000-0000-4000-8000-00000000000a';
const version = {
  SchemaVersionId: ID,
  SchemaDefinition: '"string"',
  SchemaArn: 'arn:aws:glue:eu-west-1:123456789012:schema/kafka-consumers/orders.events.v1',
  Status: 'AVAILABLE',
};

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function glue(answer: (response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ headers: request.headers, body });
    answer(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ask = glueRegistry('kafka-consumers', {
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_GLUE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  return { asked, ask: (signal = AbortSignal.timeout(5_000)) => ask(ID, signal) };
}

const json = (status: number, body: object) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));

describe('asking Glue for a version', () => {
  process.env.AWS_ACCESS_KEY_ID ??= 'test';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';

  test('is one signed GetSchemaVersion', async () => {
    const { ask, asked } = await glue(json(200, version));
    expect(await ask()).toEqual({ schema: 'orders.events.v1', definition: '"string"' });
    expect(asked).toHaveLength(1);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ SchemaVersionId: ID });
    expect(asked[0]?.headers).toMatchObject({
      'x-amz-target': 'AWSGlue.GetSchemaVersion',
      'content-type': 'application/x-amz-json-1.1',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=\S+\/eu-west-1\/glue\/aws4_request, SignedHeaders=\S*host\S*, /,
      ),
    });
  });

  test.each([
    ['there is none', json(400, { __type: 'EntityNotFoundException', Message: 'no' })],
    [
      'it is one of another registry',
      json(200, { ...version, SchemaArn: version.SchemaArn.replace('kafka-consumers', 'other') }),
    ],
    ['it failed its check', json(200, { ...version, Status: 'FAILURE' })],
    ['it is being deleted', json(200, { ...version, Status: 'DELETING' })],
  ])('says that there is none when %s', async (_, answer) => {
    expect(await (await glue(answer)).ask()).toBeUndefined();
  });

  test.each([
    ['access is denied', json(400, { __type: 'AccessDeniedException' }), /400 AccessDeniedException/],
    ['it is being checked', json(200, { ...version, Status: 'PENDING' }), /still being checked/],
    ['Glue fails', json(500, { __type: 'InternalServiceException' }), /500/],
    ['there is no definition', json(200, {}), /without a definition/],
    ['the answer is no JSON', (response: ServerResponse) => void response.end('<html>'), /JSON/],
  ])('cannot tell when %s', async (_, answer, message) => {
    await expect((await glue(answer)).ask()).rejects.toThrow(message);
  });

  test('gives up with its signal', async () => {
    const { ask } = await glue(() => {});
    await expect(ask(AbortSignal.timeout(100))).rejects.toThrow(/timeout|aborted/i);
  });
});
