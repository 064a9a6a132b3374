/** Values of every format on the real platform: decoded by the function, or by its mapping, which filters them too. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../../local/platform.ts';
import { LogReader, type LogRecord } from '../../samples/accounting/log-reader.ts';
import { ObjectReader } from '../../samples/accounting/object-reader.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import type { Producer } from '../../shared/produce/producer.ts';
import { Schemas } from '../../shared/schema/schemas.ts';
import { versionIds } from '../../shared/schema/version-ids.ts';
import { ship } from './decoding-app/functions/ship/subscription.ts';
import { visit } from './decoding-app/functions/visit/subscription.ts';
import { weigh } from './decoding-app/functions/weigh/subscription.ts';
import { parcels, seen, shipments, visits } from './decoding-app/topics.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'decoding-app-'));
const subscriptions = [weigh, ship, visit];
const letters = subscriptions.flatMap(({ retryTopics, deadLetterTopic }) => [
  ...retryTopics.map(({ name }) => name),
  deadLetterTopic.name,
]);
let platform: Platform;
let producer: Producer;
let log: LogReader;
let objects: ObjectReader;
const records: LogRecord[] = [];

beforeAll(async () => {
  const assemblyDir = path.join(dataDir, 'assembly');
  await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'decoding-app', 'app.ts')], {
    env: { ...process.env, CDK_OUTDIR: assemblyDir },
  });
  platform = await startPlatform({ assemblyDir, dataDir, portBase: 26_000, onLine: () => {} });
  const ids = ['weigh', 'ship', 'visit'].map((name) => platform.environment(name).SCHEMA_VERSIONS);
  const schemas = new Schemas(versionIds(ids.join(';')));
  producer = createProducer({
    brokers: platform.bootstrap.split(','),
    auth: { kind: 'plaintext' },
    source: 'test',
    schemas: () => schemas,
  });
  log = new LogReader(platform.bootstrap, [seen.name, ...letters]);
  objects = new ObjectReader(platform.s3);
});

afterAll(async () => {
  log?.close();
  objects?.close();
  await producer?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Reads on until `found` answers something. */
async function until<T>(found: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const giveUp = Date.now() + 30_000; Date.now() < giveUp; await sleep(200)) {
    records.push(...(await log.read()));
    const answer = await found();
    if (answer !== undefined) return answer;
  }
  throw new Error('not within 30 s');
}

const messageOf = ({ value }: LogRecord) =>
  JSON.parse(String(value)) as { by: string; id: string; what: string };
const sawOf = (id: string) =>
  records
    .filter(({ topic }) => topic === seen.name)
    .map(messageOf)
    .find((each) => each.id === id)?.what;
const header = (record: LogRecord, name: string) =>
  record.headers.findLast(([each]) => each === name)?.[1]?.toString();
const publishRaw = (topic: string, value: Buffer, key: Buffer | null = null) =>
  producer.append({ topic, partition: 0 }, [{ key, value, headers: [] }]);

const parcel = (id: string, grams: number, more: object = {}) => ({
  topic: parcels,
  key: { depot: 'HH', number: 7 },
  value: { id, grams, label: Buffer.of(0, 0xff), note: null as string | null, fail: false, ...more },
});
const failures = async () => {
  const bucket = [...platform.buckets.values()].find((name) => name.includes('failures')) ?? '';
  const keys = await objects.list(bucket, '');
  return Promise.all(keys.map(async (key) => JSON.parse(await objects.read(bucket, key))));
};

describe('a mapping that decodes to JSON and filters', () => {
  test('gives the function what passes, decoded, with its key', async () => {
    await producer.publishAll([
      parcel('light', 999),
      parcel('heavy', 1_000, { note: 'für dich' }),
      parcel('huge', 2 ** 40),
    ]);
    expect(await until(() => sawOf('heavy'))).toBe('HH-7 1000 g 00ff für dich attempt 1');
    expect(await until(() => sawOf('huge'))).toBe('HH-7 1099511627776 g 00ff null attempt 1');
    const mapping = platform.mappings.find(({ stats }) => stats.filtered > 0);
    expect(mapping?.stats.filtered).toBe(1);
    expect(sawOf('light')).toBeUndefined();
  });

  test('parks it as JSON that says so, from where it is handled', async () => {
    await producer.publish(parcel('again', 5_000, { fail: true }));
    expect(await until(() => sawOf('again'))).toBe('HH-7 5000 g 00ff null attempt 2');
    const parked = records.find(({ topic }) => topic === weigh.retryTopics[0]?.name);
    expect(header(parked!, 'x-value-format')).toBe('json');
  });

  test('gives up to S3 what it cannot decode, and what nobody registered; neighbours are handled', async () => {
    await publishRaw(parcels.name, Buffer.from('{"id":"plain json"}'));
    const stranger = Buffer.concat([Buffer.of(3, 0), Buffer.alloc(16, 7), Buffer.of(1)]);
    await publishRaw(parcels.name, stranger);
    await producer.publish(parcel('neighbour', 7_000));
    expect(await until(() => sawOf('neighbour'))).toContain('7000 g');
    const documents = await until(async () => {
      const found = await failures();
      return found.length >= 2 ? found : undefined;
    });
    expect(documents.map(({ requestContext }) => requestContext.condition).sort()).toEqual([
      'DESERIALIZATION_ERROR',
      'SCHEMA_NOT_FOUND',
    ]);
    expect(documents.map(({ payload }) => payload).join()).toContain(stranger.toString('base64'));
  });
});

describe('a mapping that validates and takes the frame off', () => {
  test('gives the function the bytes, which it reads by the version named', async () => {
    await producer.publish({ topic: shipments, value: { id: 's-1', parcels: ['a', 'ü'], fail: false } });
    expect(await until(() => sawOf('s-1'))).toBe('a ü attempt 1');
  });

  test('what is parked is in the frame of its producer again', async () => {
    await producer.publish({ topic: shipments, value: { id: 's-2', parcels: ['b'], fail: true } });
    expect(await until(() => sawOf('s-2'))).toBe('b attempt 2');
    const parked = records.find(({ topic }) => topic === ship.retryTopics[0]?.name);
    const id = platform.environment('ship').SCHEMA_VERSIONS?.split('=')[1]?.replaceAll('-', '');
    expect(parked?.value?.subarray(0, 18).toString('hex')).toBe(`0300${id}`);
    expect(header(parked!, 'x-value-format')).toBeUndefined();
  });
});

describe('a function that decodes', () => {
  test('reads compressed JSON by its schema', async () => {
    await producer.publish({ topic: visits, key: 'v', value: { id: 'v-1', page: `/${'x'.repeat(500)}` } });
    expect(await until(() => sawOf('v-1'))).toBe(`/${'x'.repeat(500)}`);
  });

  test('dead-letters what its schema refuses, and what has no frame', async () => {
    await publishRaw(visits.name, Buffer.from('{"id":"v-2","page":"/"}'), Buffer.from('no frame'));
    const dead = await until(() => records.find(({ topic }) => topic === visit.deadLetterTopic.name));
    expect(header(dead, 'x-error-code')).toBe('frame-magic');
    expect(String(dead.value)).toBe('{"id":"v-2","page":"/"}');
  });
});

test('no function asked the registry', () => {
  expect([...platform.registry.calls]).toEqual([]);
});
