import { describe, expect, test } from 'vitest';
import { versionIds } from '../../../shared/schema/version-ids.ts';

const [A, B, C] = ['00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000b', '17'];

describe('SCHEMA_VERSIONS', () => {
  test('names the ids of each schema, the last of which is written', () => {
    const ids = versionIds(`orders.events.v1=${A},${B};other_topic-key=${C}`);
    expect(ids.get('orders.events.v1')).toEqual({ ids: [A, B], written: 2 });
    expect(ids.get('other_topic-key')).toEqual({ ids: [C], written: 1 });
  });

  test('says which version is written, where that is not the last', () => {
    expect(versionIds(`orders.events.v1@1=${A},${B}`).get('orders.events.v1')).toEqual({
      ids: [A, B],
      written: 1,
    });
  });

  test('may be empty', () => {
    expect(versionIds('').size).toBe(0);
  });

  test.each([
    ['no ids', 'orders.v1='],
    ['no name', `=${A}`],
    ['a version that is no number', `orders.v1@x=${A}`],
    ['version 0', `orders.v1@0=${A}`],
    ['something that is no id', 'orders.v1=<token>'],
    ['an id that is empty', `orders.v1=${A},,${B}`],
    ['a version that is written and not there', `orders.v1@3=${A},${B}`],
  ])('is refused with %s', (_, text) => {
    expect(() => versionIds(text)).toThrow(/^SCHEMA_VERSIONS /);
  });
});
