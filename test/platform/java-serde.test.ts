/** What we write, Glue's own Java library reads, and the other way round: with a registry that both ask. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  GlueClient,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import protobufjs from 'protobufjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jars } from '../../local/java/jars.ts';
import { javaTools } from '../../local/java/java-tools.ts';
import { type RegistryServer, startRegistryServer } from '../../local/registry/registry-server.ts';
import { SchemaRegistry } from '../../local/registry/schema-registry.ts';
import { orderContract } from '../../schemas/orders.events.v1/value/contract.ts';
import { avro } from '../../shared/schema/avro/avro.ts';
import { Codec } from '../../shared/schema/codec.ts';
import { type Contract, schemaName } from '../../shared/schema/contract.ts';
import { framingOf } from '../../shared/schema/framing.ts';
import { glueRegistry } from '../../shared/schema/glue-registry.ts';
import { jsonSchema } from '../../shared/schema/json-schema/json-schema.ts';
import { protobuf } from '../../shared/schema/protobuf/protobuf.ts';
import { noLookup, versionLookup } from '../../shared/schema/version-lookup.ts';

const REGISTRY = 'interop';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const cacheDir = fileURLToPath(new URL('../../.local/cache', import.meta.url));

let server: RegistryServer;
let java: ChildProcess;
let glue: GlueClient;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  const account = { region: 'us-east-1', account: '000000000000' };
  const registry = new SchemaRegistry({ account, state: { registries: [] }, save: () => {}, now: Date.now });
  server = await startRegistryServer({ registry, port: 0, log: () => {} });
  glue = new GlueClient({ endpoint: server.endpoint, region: 'us-east-1', credentials });
  await glue.send(new CreateRegistryCommand({ RegistryName: REGISTRY }));
  const dir = fileURLToPath(new URL('./java-serde', import.meta.url));
  const tools = await javaTools({ cacheDir });
  const classPath = await jars({ pom: path.join(dir, 'pom.xml'), cacheDir, tools, progress: console.log });
  java = spawn(tools.java, ['-cp', classPath.join(path.delimiter), path.join(dir, 'Serde.java')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  answers = createInterface({ input: java.stdout! })[Symbol.asyncIterator]();
});

afterAll(async () => {
  java?.stdin?.end();
  if (java !== undefined && java.exitCode === null) await once(java, 'exit');
  glue?.destroy();
  await server?.stop();
});

/** Registers every version; answers their ids. */
async function registered(contract: Contract<never>): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const definition of contract.definitions) {
    const SchemaName = schemaName(contract);
    if (ids.length === 0) {
      const { SchemaVersionId } = await glue.send(
        new CreateSchemaCommand({
          RegistryId: { RegistryName: REGISTRY },
          SchemaName,
          DataFormat: contract.dataFormat,
          Compatibility: 'BACKWARD',
          SchemaDefinition: definition,
        }),
      );
      ids.push(SchemaVersionId!);
    } else {
      const { SchemaVersionId } = await glue.send(
        new RegisterSchemaVersionCommand({
          SchemaId: { RegistryName: REGISTRY, SchemaName },
          SchemaDefinition: definition,
        }),
      );
      ids.push(SchemaVersionId!);
    }
  }
  return ids;
}

interface Again {
  readonly text?: string;
  readonly value?: string;
  readonly error?: string;
}

/** Java reads the value and writes what it read. */
async function again(
  contract: Contract<never>,
  value: Buffer,
  {
    version,
    compression = 'NONE',
  }: { readonly version?: string; readonly compression?: 'NONE' | 'ZLIB' } = {},
): Promise<{ readonly text: string; readonly value: Buffer }> {
  const asked = {
    endpoint: server.endpoint,
    registry: REGISTRY,
    schema: schemaName(contract),
    format: contract.dataFormat,
    compression,
    ...(version !== undefined && { version }),
    value: value.toString('base64'),
  };
  java.stdin!.write(`${JSON.stringify(asked)}\n`);
  const { value: line } = await answers.next();
  const answer = JSON.parse(line) as Again;
  if (answer.error !== undefined) throw new Error(answer.error);
  return { text: answer.text!, value: Buffer.from(answer.value!, 'base64') };
}

const codec = <V>(
  contract: Contract<V>,
  ids: readonly string[],
  more: { written?: number; zlib?: boolean } = {},
) =>
  new Codec<V>({
    contract,
    framing: framingOf(more.zlib === true ? 'glue-zlib' : 'glue'),
    versions: { ids, written: more.written ?? ids.length },
    find: noLookup,
  });

describe("Avro: the sample's orders", () => {
  const contract = avro<typeof order>({ ...orderContract, topic: 'interop.orders' });
  const order = {
    id: 'cdnow-00001',
    amount: 29.33,
    status: 'PENDING',
    customerId: 'ü-1',
    placedOn: 9_862 as number | null,
    quantity: 2,
    giftMessage: 'für dich 🎁' as string | null,
  };
  let ids: readonly string[];
  beforeAll(async () => {
    ids = await registered(contract as Contract<never>);
  });

  test.each([
    [1, { customerId: 'unknown', placedOn: null, quantity: 1, giftMessage: null }],
    [2, { giftMessage: null }],
    [3, {}],
  ])('version %i goes through Java and is read by the last', async (version, defaults) => {
    const bytes = codec(contract, ids, { written: version }).encode(order);
    const { text, value } = await again(contract as Contract<never>, bytes, { version: ids[version - 1]! });
    expect(JSON.parse(text)).toMatchObject({ id: order.id, amount: order.amount, status: order.status });
    expect(value).toEqual(bytes);
    expect(codec(contract, ids).decode(value)).toEqual({ ...order, ...defaults });
  });

  test('compressed, both ways', async () => {
    const large = { ...order, giftMessage: 'a'.repeat(100_000) };
    const bytes = codec(contract, ids, { zlib: true }).encode(large);
    expect(bytes[1]).toBe(5);
    const { value } = await again(contract as Contract<never>, bytes, {
      version: ids[2]!,
      compression: 'ZLIB',
    });
    expect(value[1]).toBe(5);
    expect(value.length).toBeLessThan(1_000);
    expect(codec(contract, ids).decode(value)).toEqual(large);
  });

  test('Java finds our version in the registry by its definition', async () => {
    const { value } = await again(contract as Contract<never>, codec(contract, ids).encode(order));
    expect(codec(contract, ids).decode(value)).toEqual(order);
  });

  test('a function that was built with version 2 asks the registry for version 3, once', async () => {
    process.env.AWS_ACCESS_KEY_ID ??= 'test';
    process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
    const { value } = await again(contract as Contract<never>, codec(contract, ids).encode(order), {
      version: ids[2]!,
    });
    const older = avro<Omit<typeof order, 'giftMessage'>>({
      ...contract,
      definitions: contract.definitions.slice(0, 2),
    });
    const ask = glueRegistry(REGISTRY, { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_GLUE: server.endpoint });
    const asked = () => server.calls.get('GetSchemaVersion') ?? 0;
    const before = asked();
    const reader = new Codec({
      contract: older,
      framing: framingOf('glue'),
      versions: { ids: ids.slice(0, 2), written: 2 },
      find: versionLookup(ask),
    });
    const { giftMessage: _, ...known } = order;
    const values = await Promise.all([reader.decode(value), reader.decode(value), reader.decode(value)]);
    expect(values).toEqual([known, known, known]);
    expect(asked() - before).toBe(1);
  });

  test('Java refuses what we refuse', async () => {
    const bytes = codec(contract, ids).encode(order);
    for (const broken of [
      bytes.subarray(0, 10),
      Buffer.from('{"id":"a"}'),
      Buffer.concat([Buffer.of(4), bytes.subarray(1)]),
    ]) {
      await expect(again(contract as Contract<never>, broken, { version: ids[2]! })).rejects.toThrow();
      expect(() => codec(contract, ids).decode(broken)).toThrow(/frame|byte/);
    }
  });
});

describe('Protobuf, the root among other messages', () => {
  const proto = (more: string) => `syntax = "proto3";
package interop;
message Shipment {
  string id = 1;
  int64 grams = 2;
  repeated Parcel parcels = 3;
  State state = 4;
  map<string, int32> counts = 5;
  bytes label = 6;
  ${more}
}
message Parcel {
  string number = 1;
  optional double value = 2;
  message Part { string name = 1; }
  repeated Part parts = 3;
}
enum State {
  NEW = 0;
  SENT = 1;
}
message Another { string a = 1; }
`;
  const [v1, v2] = [proto(''), proto('string note = 7;')];
  const contract = protobuf<object>({
    topic: 'interop.shipments',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions: [v1, v2],
    message: 'interop.Shipment',
    descriptors: [v1, v2].map((text) => protobufjs.parse(text).root.toJSON()),
  });
  const shipment = {
    id: 's-1',
    grams: 2 ** 40,
    parcels: [
      { number: 'p-1', value: 9.5, parts: [{ name: 'a' }] },
      { number: 'p-2', value: null, parts: [] },
    ],
    state: 'SENT',
    counts: { a: 1, b: -2 },
    label: Buffer.of(0, 255, 7),
    note: 'fragile',
  };
  let ids: readonly string[];
  beforeAll(async () => {
    ids = await registered(contract as Contract<never>);
  });

  test.each([
    [1, { note: '' }],
    [2, {}],
  ])('version %i goes through Java and is read by the last', async (version, defaults) => {
    const bytes = codec(contract, ids, { written: version }).encode(shipment);
    const { text, value } = await again(contract as Contract<never>, bytes, {
      version: ids[version - 1]!,
      compression: 'ZLIB',
    });
    expect(text).toContain('number: "p-1"');
    expect(codec(contract, ids).decode(value)).toEqual({ ...shipment, ...defaults });
  });
});

describe('JSON Schema', () => {
  const definition = JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Visit',
    type: 'object',
    properties: { page: { type: 'string', minLength: 1 }, ms: { type: 'integer', minimum: 0 } },
    required: ['page'],
    additionalProperties: false,
  });
  const contract = jsonSchema<object>({
    topic: 'interop.visits',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions: [definition],
  });
  let ids: readonly string[];
  beforeAll(async () => {
    ids = await registered(contract as Contract<never>);
  });

  test('goes through Java and is read again', async () => {
    const visit = { page: '/ü', ms: 12 };
    const { value } = await again(contract as Contract<never>, codec(contract, ids).encode(visit), {
      version: ids[0]!,
      compression: 'ZLIB',
    });
    expect(codec(contract, ids).decode(value)).toEqual(visit);
  });

  test('what its schema refuses, both refuse', async () => {
    const framed = codec(contract, ids).encode({ page: '/', ms: 1 });
    const bad = Buffer.concat([framed.subarray(0, 18), Buffer.from('{"page":"/","ms":-1}')]);
    expect(() => codec(contract, ids).decode(bad)).toThrow(expect.objectContaining({ code: 'value-schema' }));
    await expect(again(contract as Contract<never>, bad, { version: ids[0]! })).rejects.toThrow();
  });
});
