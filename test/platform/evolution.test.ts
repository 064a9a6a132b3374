/** Two versions of a schema in use at once, on the platform; and what an older function does while the registry is away. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../../local/platform.ts';
import { LogReader } from '../../samples/accounting/log-reader.ts';
import { synthesizeEvolution } from '../../samples/evolution/assembly.ts';
import { lookUps, meet } from '../../samples/evolution/meet.ts';
import { Observations } from '../../samples/evolution/observations.ts';
import { parcel } from '../../samples/evolution/publish-steadily.ts';
import { refusedByProducer } from '../../samples/evolution/refusals/by-producer.ts';
import { refusedByRegistry } from '../../samples/evolution/refusals/by-registry.ts';
import { refusedByStart } from '../../samples/evolution/refusals/by-start.ts';
import { strangers } from '../../samples/evolution/strangers.ts';
import { parcels } from '../../samples/evolution/topics.ts';
import { idsOf, producerWriting, type Version } from '../../samples/evolution/versions.ts';

const PORT_BASE = 25_000;
const RUN = 'test';
const QUIET = { quietMs: 20_000 };
const dataDir = mkdtempSync(path.join(tmpdir(), 'evolution-platform-'));
const assemblyDir = path.join(dataDir, 'assembly');

let platform: Platform;
let observations: Observations;

beforeAll(async () => {
  await synthesizeEvolution(assemblyDir);
  platform = await startPlatform({ assemblyDir, dataDir, portBase: PORT_BASE, onLine: () => {} });
  observations = new Observations(platform.bootstrap, RUN);
});
afterAll(async () => {
  observations?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Numbers of the steady flow begin at 0. */
async function publish(version: Version, numbers: readonly number[]): Promise<void> {
  const producer = producerWriting(platform, version);
  await producer.publishAll(numbers.map((each) => ({ topic: parcels, value: parcel(RUN, version, each) })));
  await producer.close();
}
const idOf = (version: Version, number: number) => parcel(RUN, version, number).id;
const seenByOld = (id: string) => observations.sightings['collect-old'].get(id);

test('a function that was deployed before version 2 has the id of version 1 alone, and a way to the registry', () => {
  const [v1, v2] = idsOf(platform);
  const { SCHEMA_VERSIONS, SCHEMA_REGISTRY } = platform.environment('collect-old');
  expect(SCHEMA_VERSIONS).toBe(`parcels.v1=${v1}`);
  expect(SCHEMA_REGISTRY).toBeDefined();
  expect(platform.environment('collect-old-retry').SCHEMA_VERSIONS).toBe(`parcels.v1=${v1}`);
  expect(platform.environment('collect-new').SCHEMA_VERSIONS).toBe(`parcels.v1=${v1},${v2}`);
  expect(platform.environment('collect-new').SCHEMA_REGISTRY).toBeUndefined();
});

test('while the registry refuses connections a newer record is parked, and handled when it is back', async () => {
  await publish(1, [-10]);
  expect(await observations.until(() => seenByOld(idOf(1, -10)) !== undefined, QUIET)).toBe(true);
  const back = platform.registry.refuse(2_500);
  const id = idOf(2, -11);
  await publish(2, [-11]);
  expect(await observations.until(() => seenByOld(id) !== undefined, QUIET)).toBe(true);
  await back;
  const letters = observations.lettersOf(id, 'collect-old');
  expect(letters.map(({ at }) => at)).toContain(1);
  expect(new Set(letters.map(({ code }) => code))).toEqual(new Set(['schema-unreachable']));
  expect(letters.map(({ at }) => at)).not.toContain('dead-letter topic');
  expect(seenByOld(id)).toMatchObject([{ writtenWith: 2 }]);
  expect(observations.lettersOf(id, 'collect-new')).toEqual([]);
});

test('a registry that does not answer holds an invocation for 2 s, and the records beside it not at all', async () => {
  // Past the second in which it is not asked again.
  await sleep(1_500);
  const back = platform.registry.silence(6_000);
  const others = Array.from({ length: 12 }, (_, index) => -30 - index);
  const id = idOf(2, -20);
  const begun = Date.now();
  await Promise.all([publish(2, [-20]), publish(1, others)]);
  const parked = () => observations.lettersOf(id, 'collect-old')[0]?.parked;
  expect(await observations.until(() => parked() !== undefined, QUIET)).toBe(true);
  expect(parked()! - begun).toBeGreaterThan(1_990);
  expect(parked()! - begun).toBeLessThan(5_500);
  expect(others.filter((each) => seenByOld(idOf(1, each)) === undefined)).toEqual([]);
  expect(await observations.until(() => seenByOld(id) !== undefined, QUIET)).toBe(true);
  await back;
  expect(observations.lettersOf(id, 'collect-old').map(({ at }) => at)).not.toContain('dead-letter topic');
});

test('two producers and two functions of two versions meet while records flow, and nothing is lost or misread', async () => {
  const met = await meet(platform, observations, { run: RUN, perSecond: 200, ms: 3_000, progress: () => {} });
  expect(met.problems).toEqual([]);
  expect(met.account.meetings.map(({ writer, reader, records }) => [writer, reader, records])).toEqual([
    [1, 'collect-old', 600],
    [2, 'collect-old', 600],
    [1, 'collect-new', 600],
    [2, 'collect-new', 600],
  ]);
  expect(met.account).toMatchObject({ parked: 0, deadLettered: 0 });
  expect(met.registryCalls).toBe(met.account.askingProcesses);
  expect(met.registryCalls).toBeGreaterThan(0);
  expect(seenByOld(idOf(2, 7))).toMatchObject([{ writtenWith: 2 }]);
  expect(seenByOld(idOf(2, 7))![0]).not.toHaveProperty('service');
  expect(observations.sightings['collect-new'].get(idOf(1, 7))).toMatchObject([{ service: 'standard' }]);
  expect(observations.sightings['collect-new'].get(idOf(2, 7))).toMatchObject([{ service: 'express' }]);
});

test('each producer writes the version it is held to', async () => {
  const log = new LogReader(platform.bootstrap, [parcels.name]);
  const written = { 1: new Set<string>(), 2: new Set<string>() };
  for (const { key, value } of await log.read()) {
    const version = String(key).startsWith(`${RUN}-v1-`) ? 1 : 2;
    written[version].add(value!.toString('hex', 0, 18));
  }
  log.close();
  const [v1 = '', v2 = ''] = idsOf(platform).map((id) => `0300${id.replaceAll('-', '')}`);
  expect(written).toEqual({ 1: new Set([v1]), 2: new Set([v2]) });
});

test('a version that may not follow is refused by the registry, by the start and by a producer', async () => {
  const registry = await refusedByRegistry(platform);
  expect(registry.text).toContain('status FAILURE');
  const start = await refusedByStart({ assemblyDir, portBase: PORT_BASE + 50 });
  expect(start.text).toContain("version 3 of schema 'parcels.v1' may not follow in the mode FULL: ");
  expect(start.text).toContain('after version 2, at Parcel.weightGrams: type-mismatch: ');
  const producer = await refusedByProducer(platform, RUN);
  expect(producer.text).toContain('value-schema: ');
  expect(producer.text).toContain('weightGrams: of type string; allowed: int; the topic ends where it did');
  expect([registry.ok, start.ok, producer.ok]).toEqual([true, true, true]);
});

test('what nobody should have written ends in the dead-letter topics, with what is wrong as its code', async () => {
  const before = lookUps(platform);
  const found = await strangers(platform, observations, { run: RUN });
  expect(found.map(({ text }) => text)).toEqual([
    'a version nobody registered, read by collect-old: dead-letter topic: schema-version-missing',
    'a version nobody registered, read by collect-new: retry-1: schema-unreachable, then retry-2: schema-unreachable, then dead-letter topic: schema-unreachable',
    'plain JSON, read by collect-old: dead-letter topic: frame-magic',
    'plain JSON, read by collect-new: dead-letter topic: frame-magic',
  ]);
  expect(found.every(({ ok }) => ok)).toBe(true);
  expect(lookUps(platform) - before).toBe(1);
});
