import { describe, expect, it, test } from 'vitest';
import { checkContract } from '../../../infra/kafka/check-contract.ts';
import { avro } from '../../../shared/schema/avro/avro.ts';
import type { Compatibility, Contract } from '../../../shared/schema/contract.ts';

const contract = (given: Partial<Contract> = {}): Contract => ({
  ...avro({ topic: 'a.v1', attribute: 'value', compatibility: 'BACKWARD', definitions: ['"long"'] }),
  ...given,
});
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

describe('checkContract()', () => {
  it.each<[string, Partial<Contract>]>([
    ['100 versions', { definitions: numbered(100) }],
    ['a definition of 170,000 characters', { definitions: ['x'.repeat(170_000)] }],
    ['the longest name of a key', { topic: 't'.repeat(249), attribute: 'key' }],
    ['one version that stays the only one', { compatibility: 'DISABLED' }],
    ['Protobuf', { dataFormat: 'PROTOBUF' }],
    ['JSON Schema', { dataFormat: 'JSON' }],
  ])('accepts %s', (_, given) => {
    expect(() => checkContract(contract(given))).not.toThrow();
  });

  test.each<[string, Partial<Contract>, RegExp]>([
    [
      'a mode that Glue spells otherwise',
      { compatibility: 'BACKWARD_TRANSITIVE' as Compatibility },
      /schema 'a\.v1': compatibility is 'BACKWARD_TRANSITIVE'; allowed: 'BACKWARD', 'BACKWARD_ALL'/,
    ],
    [
      'a name with other characters',
      { topic: 'a/b' },
      /schema 'a\/b': its name is 'a\/b'; allowed: 1 to 255 of/,
    ],
    [
      'a longer name',
      { topic: 't'.repeat(252), attribute: 'key' },
      /its name is 't+…'; allowed: 1 to 255 of/,
    ],
    ['no version', { definitions: [] }, /the number of versions is 0; allowed: a whole number from 1 to 100/],
    ['101 versions', { definitions: numbered(101) }, /the number of versions is 101/],
    [
      'a definition of 170,001 characters',
      { definitions: ['v1', 'x'.repeat(170_001)] },
      /the length of version 2 in characters is 170001; allowed: a whole number from 1 to 170000/,
    ],
    ['an empty definition', { definitions: [''] }, /the length of version 1 in characters is 0/],
    [
      'a version that was there before',
      { definitions: ['v1', 'v2', 'v1'] },
      /version 3 is 'the definition of version 1'; allowed: one that no earlier version has/,
    ],
    [
      'a second version that could not be deployed anew',
      { compatibility: 'DISABLED', definitions: ['v1', 'v2'] },
      /the number of versions is 2; allowed: 1 with compatibility DISABLED/,
    ],
  ])('refuses %s', (_, given, message) => {
    expect(() => checkContract(contract(given))).toThrow(message);
  });

  it('never quotes a definition', () => {
    expect(() => checkContract(contract({ definitions: ['secret', 'secret'] }))).not.toThrow(/secret/);
  });
});
