import { expect, test } from 'vitest';
import { SchemaRegistry } from '../../../local/registry/schema-registry.ts';
import { ACCOUNT } from './rig.ts';

const ENTRY = { name: 'r', arn: 'a', tags: {}, created: 't', updated: 't', schemas: [] };

function registryThat(save: () => void) {
  return new SchemaRegistry({ account: ACCOUNT, state: { registries: [] }, save, now: () => 0 });
}

test('a change counts when it is written', () => {
  const written: unknown[] = [];
  const registry = registryThat(() => written.push(registry.state.registries.length));
  expect(registry.change((draft) => draft.registries.push(ENTRY))).toBe(1);
  expect(written).toEqual([0]);
  expect(registry.state.registries).toEqual([ENTRY]);
});

test('a change that cannot be written has not happened', () => {
  const registry = registryThat(() => {
    throw new Error('no space left');
  });
  expect(() => registry.change((draft) => draft.registries.push(ENTRY))).toThrow('no space left');
  expect(registry.state.registries).toEqual([]);
});

test('a change that fails half way has not happened', () => {
  const written: unknown[] = [];
  const registry = registryThat(() => written.push(1));
  const fail = () =>
    registry.change((draft) => {
      draft.registries.push(ENTRY);
      throw new Error('half way');
    });
  expect(fail).toThrow('half way');
  expect([registry.state.registries, written]).toEqual([[], []]);
});
