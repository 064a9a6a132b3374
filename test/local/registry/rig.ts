/** A registry with its server on a free port, kept in a folder of the test, and Glue's own client to ask it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GlueClient } from '@aws-sdk/client-glue';
import { keptRegistry } from '../../../local/registry/kept-registry.ts';
import { type RegistryServer, startRegistryServer } from '../../../local/registry/registry-server.ts';
import { SchemaRegistry } from '../../../local/registry/schema-registry.ts';

export const ACCOUNT = { region: 'us-east-1', account: '000000000000' };
export const REGISTRY_ARN = 'arn:aws:glue:us-east-1:000000000000:registry/events';
export const SCHEMA_ARN = 'arn:aws:glue:us-east-1:000000000000:schema/events/orders';

/** An Avro record of numbers; those with `=` have the default 0. */
export const avro = (...fields: readonly string[]): string =>
  JSON.stringify({
    type: 'record',
    name: 'Order',
    fields: fields.map((each) =>
      each.endsWith('=') ? { name: each.slice(0, -1), type: 'int', default: 0 } : { name: each, type: 'int' },
    ),
  });

const root = mkdtempSync(path.join(tmpdir(), 'registry-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
const stops: (() => Promise<void> | void)[] = [];
let count = 0;

export const freshDir = (): string => path.join(root, String(++count));

/** What each file that starts one calls after each test: files may share this module, which has no hooks of its own. */
export async function stopRigs(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

export interface Rig {
  readonly dir: string;
  readonly registry: SchemaRegistry;
  readonly server: RegistryServer;
  readonly client: GlueClient;
  readonly lines: readonly string[];
}

export async function startRig(dir = freshDir()): Promise<Rig> {
  const { state, save } = keptRegistry(dir);
  const lines: string[] = [];
  const registry = new SchemaRegistry({ account: ACCOUNT, state, save, now: Date.now });
  const server = await startRegistryServer({ registry, port: 0, log: (text) => lines.push(text) });
  const client = new GlueClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  stops.push(
    () => client.destroy(),
    () => server.stop(),
  );
  return { dir, registry, server, client, lines };
}
