import { describe, expect, test } from 'vitest';
import { addVersion } from '../../../local/registry/add-version.ts';
import { reconcile } from '../../../local/registry/reconcile.ts';
import type { SchemaDefinition } from '../../../local/registry/registry-model.ts';
import { latestVersion, liveVersions, type RegistryState } from '../../../local/registry/registry-state.ts';
import { versionId } from '../../../local/registry/version-id.ts';
import { avro, REGISTRY_ARN, SCHEMA_ARN } from './rig.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const V1 = avro('id');
const V2 = avro('id', 'b=');
const V3 = avro('id', 'b=', 'c=');

const schema = (definitions: readonly string[], changes: Partial<SchemaDefinition> = {}) => ({
  name: 'orders',
  arn: SCHEMA_ARN,
  place: 'the schema',
  dataFormat: 'AVRO' as const,
  compatibility: 'BACKWARD' as const,
  checkpoint: undefined,
  description: undefined,
  tags: {},
  versions: definitions.map((definition, index) => ({ definition, place: `resource V${index + 1}` })),
  ...changes,
});

/** A start with this schema in the template, on what an earlier one left. */
function start(kept: RegistryState, ...schemas: readonly SchemaDefinition[]): RegistryState {
  const state = structuredClone(kept);
  const registry = { name: 'events', arn: REGISTRY_ARN, description: undefined, tags: {}, schemas };
  reconcile(state, { registries: [registry], reachable: false }, NOW);
  return state;
}

const EMPTY: RegistryState = { registries: [] };
const ordersOf = (state: RegistryState) => state.registries[0]!.schemas[0]!;
const versions = (state: RegistryState) =>
  liveVersions(ordersOf(state)).map(({ number, definition }) => [number, definition]);
const numbered = (...definitions: readonly string[]) =>
  definitions.map((definition, index) => [index + 1, definition]);

describe('with nothing kept', () => {
  test('the versions have the numbers of their order and the ids that the template knows', () => {
    const state = start(EMPTY, schema([V1, V2, V3]));
    expect(versions(state)).toEqual(numbered(V1, V2, V3));
    expect(liveVersions(ordersOf(state)).map(({ id }) => id)).toEqual(
      [V1, V2, V3].map((each) => versionId(SCHEMA_ARN, each)),
    );
  });

  test('a version that may not follow ends the start with schema, version, mode, path and rule', () => {
    const start2 = () => start(EMPTY, schema([V1, avro('id', 'required')]));
    expect(start2).toThrow(
      /^resource V2: version 2 of schema 'orders' may not follow in the mode BACKWARD:\n {2}after version 1, at \S*required\S*: [a-z-]+: /,
    );
    expect(start2).toThrow(expect.objectContaining({ code: 'start' }));
  });

  test('a definition that is none ends the start', () => {
    expect(() => start(EMPTY, schema([V1, '{"type":"nope"}']))).toThrow(
      "resource V2: version 2 of schema 'orders' is no AVRO definition: ",
    );
  });

  test('the same definition twice is refused, however it is laid out', () => {
    expect(() => start(EMPTY, schema([V1, V2, ` ${V1} `]))).toThrow(
      "resource V3: version 3 of schema 'orders' has the definition of version 1",
    );
  });

  test('the checkpoint is not looked at: Glue knows none when a schema is made', () => {
    const breaking = [V1, avro('other')];
    for (const checkpoint of [2, 'latest'] as const) {
      expect(() => start(EMPTY, schema(breaking, { checkpoint }))).toThrow('may not follow');
    }
  });

  test('a frozen schema has one version', () => {
    expect(() => start(EMPTY, schema([V1, V2], { compatibility: 'DISABLED' }))).toThrow('disabled');
    expect(versions(start(EMPTY, schema([V1], { compatibility: 'DISABLED' })))).toEqual(numbered(V1));
  });
});

describe('on what an earlier start left', () => {
  test('the same template changes nothing', () => {
    const kept = start(EMPTY, schema([V1, V2]));
    expect(start(kept, schema([V1, V2]))).toEqual(kept);
  });

  test('a new version comes after the others', () => {
    const kept = start(EMPTY, schema([V1, V2]));
    expect(versions(start(kept, schema([V1, V2, V3])))).toEqual(numbered(V1, V2, V3));
  });

  test.each([
    ['changed', [V1, avro('id', 'x=')]],
    ['put before another', [V1, V3, V2]],
  ])('a version that was %s is told that it is immutable', (_, definitions) => {
    const kept = start(EMPTY, schema([V1, V2]));
    expect(() => start(kept, schema(definitions))).toThrow(
      "resource V2: version 2 of schema 'orders' has another definition than at an earlier start; a version is immutable",
    );
  });

  test('a version that left the template stays, and its place stays taken', () => {
    const kept = start(start(EMPTY, schema([V1, V2])), schema([V1]));
    expect(versions(kept)).toEqual(numbered(V1, V2));
    expect(() => start(kept, schema([V1, V3]))).toThrow('a version is immutable');
  });

  test('a version that a call registered keeps its number, and a new one of the template is held against it', () => {
    const kept = start(EMPTY, schema([V1]));
    addVersion(ordersOf(kept), V2, NOW);
    expect(versions(start(kept, schema([V1])))).toEqual(numbered(V1, V2));
    expect(versions(start(kept, schema([V1, V3])))).toEqual(numbered(V1, V2, V3));
    const all = schema([V1, avro('id', 'b')], { compatibility: 'BACKWARD_ALL' });
    expect(() => start(kept, { ...all, checkpoint: 1 })).toThrow('version 3 of schema');
  });

  test('a version that a call registered and the template takes up is the same one', () => {
    const kept = start(EMPTY, schema([V1]));
    addVersion(ordersOf(kept), V2, NOW);
    const state = start(kept, schema([V1, V2]));
    expect(versions(state)).toEqual(numbered(V1, V2));
    expect(() => start(state, schema([V1, V3]))).toThrow('a version is immutable');
  });

  test('a version that failed is tried again in the mode of the template', () => {
    const breaking = avro('id', 'required');
    const kept = start(EMPTY, schema([V1]));
    expect(addVersion(ordersOf(kept), breaking, NOW).status).toBe('FAILURE');
    expect(() => start(kept, schema([V1, breaking]))).toThrow('may not follow');
    const state = start(kept, schema([V1, breaking], { compatibility: 'NONE', checkpoint: 'latest' }));
    expect(latestVersion(ordersOf(state))?.definition).toBe(breaking);
  });

  test('a deleted version of the template comes back with its number', () => {
    const kept = start(EMPTY, schema([V1, V2, V3]));
    liveVersions(ordersOf(kept))[1]!.deleted = true;
    expect(versions(kept)).toEqual([
      [1, V1],
      [3, V3],
    ]);
    expect(versions(start(kept, schema([V1, V2, V3])))).toEqual(numbered(V1, V2, V3));
  });

  test('a deleted schema of the template comes back, another one does not', () => {
    const kept = start(EMPTY, schema([V1]), schema([V1], { name: 'other', arn: `${SCHEMA_ARN}2` }));
    kept.registries[0]!.schemas.length = 0;
    expect(start(kept, schema([V1])).registries[0]?.schemas.map(({ name }) => name)).toEqual(['orders']);
  });

  test('a schema that the template does not name stays', () => {
    const kept = start(EMPTY, schema([V1]));
    expect(start(kept).registries).toEqual(kept.registries);
  });

  test('another data format is refused', () => {
    const kept = start(EMPTY, schema([V1]));
    expect(() => start(kept, schema(['{}'], { dataFormat: 'JSON' }))).toThrow(
      "the schema: schema 'orders' has the data format AVRO since an earlier start, and JSON now",
    );
  });

  test('another mode needs a checkpoint, and holds from there on', () => {
    const breaking = avro('other');
    const kept = start(EMPTY, schema([V1, breaking], { compatibility: 'NONE' }));
    const full = (checkpoint: SchemaDefinition['checkpoint'], ...more: readonly string[]) =>
      schema([V1, breaking, ...more], { compatibility: 'FULL_ALL', checkpoint });
    expect(() => start(kept, full(undefined))).toThrow(
      "schema 'orders' changes its mode from NONE to FULL_ALL; Glue takes that with a CheckpointVersion alone",
    );
    const changed = start(kept, full('latest'));
    expect(ordersOf(changed)).toMatchObject({ checkpoint: 2, compatibility: 'FULL_ALL' });
    expect(versions(start(changed, full('latest', avro('other', 'more='))))).toHaveLength(3);
    expect(() => start(changed, full('latest', avro('id', 'other')))).toThrow('may not follow');
    expect(() => start(kept, full(1))).toThrow('may not follow');
    expect(() => start(kept, full(7))).toThrow('has its CheckpointVersion at 7; there are 1, 2');
  });

  test('description and tags are those of the template', () => {
    const kept = start(EMPTY, schema([V1], { description: 'd', tags: { a: '1' } }));
    expect(ordersOf(kept)).toMatchObject({ description: 'd', tags: { a: '1' } });
    const state = ordersOf(start(kept, schema([V1], { tags: { b: '2' } })));
    expect([state.description, state.tags]).toEqual([undefined, { b: '2' }]);
  });
});
