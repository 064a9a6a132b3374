import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Ending } from '../../local/process/ending.ts';
import type { RegistryModel } from '../../local/registry/registry-model.ts';
import { versionId } from '../../local/registry/version-id.ts';
import { startRegistry } from '../../local/start-registry.ts';

const root = mkdtempSync(path.join(tmpdir(), 'start-registry-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ARN = 'arn:aws:glue:us-east-1:000000000000:schema/events/orders';
const EMPTY: RegistryModel = { registries: [], reachable: false };
const WITH_SCHEMA: RegistryModel = {
  registries: [
    {
      name: 'events',
      arn: 'arn:aws:glue:us-east-1:000000000000:registry/events',
      description: undefined,
      tags: {},
      schemas: [
        {
          name: 'orders',
          arn: ARN,
          place: 'the schema',
          dataFormat: 'AVRO',
          compatibility: 'BACKWARD',
          checkpoint: undefined,
          description: undefined,
          tags: {},
          versions: [{ definition: '"int"', place: 'the schema' }],
        },
      ],
    },
  ],
  reachable: false,
};
const GLUE = [{ effect: 'Allow' as const, actions: ['glue:GetSchemaVersion'], resources: ['*'] }];

async function start(schemaRegistry: RegistryModel, statements: typeof GLUE = []) {
  const lines: string[] = [];
  const line = (text: string): void => void lines.push(text);
  const ending = new Ending(() => {});
  const roles = [{ name: 'r', arn: 'a', statements }];
  try {
    const registry = await startRegistry(
      { schemaRegistry, roles },
      { dir: mkdtempSync(path.join(root, 'kept-')), port: 0, progress: line, log: line },
      ending,
    );
    return { registry, lines };
  } finally {
    await ending.run();
  }
}

test('a start says where the registry is and what is in it', async () => {
  const { registry, lines } = await start(EMPTY);
  expect(lines).toEqual([`schema registry: ${registry.endpoint}, 0 schemas, 0 versions`]);
});

test("the template's versions are read in process, without a call", async () => {
  const { registry, lines } = await start(WITH_SCHEMA);
  expect(lines[0]).toContain('1 schema, 1 version');
  expect(registry.versionById(versionId(ARN, '"int"'))).toEqual({
    definition: '"int"',
    dataFormat: 'AVRO',
    schemaName: 'orders',
    registryName: 'events',
    status: 'AVAILABLE',
  });
  expect(registry.calls.size).toBe(0);
});

test('functions have the endpoint where the template has one for Glue, and a closed port where not', async () => {
  const without = await start(WITH_SCHEMA);
  expect(without.registry.functionEndpoint).toBe('http://127.0.0.1:1');
  expect(without.lines.at(-1)).toContain('functions do not reach the schema registry');
  const { registry, lines } = await start({ ...WITH_SCHEMA, reachable: true });
  expect(registry.functionEndpoint).toBe(registry.endpoint);
  expect(lines).toHaveLength(1);
});

test('statements of Glue are said not to be enforced', async () => {
  const { lines } = await start({ ...WITH_SCHEMA, reachable: true }, GLUE);
  expect(lines[1]).toBe(
    'not enforced here: glue: statements of 1 roles; the local registry answers every function',
  );
});
