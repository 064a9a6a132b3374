import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { days, minutes } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { topic } from '../../../shared/declare/topic.ts';

const value = plainJson(z.object({ id: z.string() }));
const good = { partitions: 3, retention: days(1), value };

describe('topic()', () => {
  test.each([
    ['an empty name', '', good, /its name is ''/],
    ['a slash in the name', 'a/b', good, /its name is 'a\/b'/],
    ['the name of this folder', '..', good, /its name is '\.\.'/],
    ['a name of 250 characters', 'x'.repeat(250), good, /1 to 249/],
    ["Kafka's own prefix", '__offsets', good, /not starting with '__'/],
    ['no partitions', 't', { ...good, partitions: 0 }, /partitions is 0; allowed: a whole number from 1/],
    ['half a partition', 't', { ...good, partitions: 1.5 }, /partitions is 1\.5/],
    ['partitions as text', 't', { ...good, partitions: '3' }, /partitions is '3'/],
    ['no retention', 't', { partitions: 3, value }, /retention is undefined/],
    [
      'an endless retention',
      't',
      { ...good, retention: Number.POSITIVE_INFINITY },
      /retention time in ms is Infinity/,
    ],
    ['a retention of -1', 't', { ...good, retention: -1 }, /retention time in ms is -1/],
    ['an empty retention', 't', { ...good, retention: {} }, /a finite time or number of bytes/],
    [
      'an unknown key of the retention',
      't',
      { ...good, retention: { hours: 3 } },
      /a key of retention is 'hours'/,
    ],
    [
      'records over 3 MB',
      't',
      { ...good, maxMessageBytes: 3 * 1024 * 1024 + 1 },
      /maxMessageBytes is 3145729/,
    ],
    [
      'an unknown option',
      't',
      { ...good, partition: 3 },
      /a key of options is 'partition'; allowed: partitions, ret/,
    ],
    ['a bare validator', 't', { ...good, value: z.object({}) }, /the contract .* or plainJson\(validator\)/],
    [
      'plain JSON without a validator',
      't',
      { ...good, value: plainJson({} as never) },
      /a Standard Schema validator/,
    ],
    ['an empty key field', 't', { ...good, key: '' }, /key is ''/],
    [
      'compaction without a key',
      't',
      { partitions: 1, compacted: true, value },
      /compaction keeps one record a key/,
    ],
    [
      'a claim check with compaction',
      't',
      { ...good, compacted: true, key: 'id', claimCheck: true },
      /claimCheck is true/,
    ],
    [
      'a claim check of a topic whose name no object key can hold',
      'x'.repeat(201),
      { ...good, claimCheck: true },
      /at most 200 characters with claimCheck: true/,
    ],
    ['a flag that is text', 't', { ...good, tombstones: 'yes' }, /tombstones is 'yes'; allowed: true, false/],
  ])(
    'refuses %s and says which declaration, what was given, what is allowed',
    (_, name, options, message) => {
      const declare = () => topic(name, options as never);
      expect(declare).toThrow(message);
      expect(declare).toThrow(`topic '${name}'`);
    },
  );

  test('takes a name of 249 characters, bytes for a retention and exactly 3 MB', () => {
    const declared = topic('x'.repeat(249), {
      ...good,
      retention: { bytes: 2 ** 30 },
      maxMessageBytes: 3 * 1024 * 1024,
    });
    expect(declared.retention).toEqual({ bytes: 2 ** 30 });
  });

  test('needs no retention when compacted, and then lets tombstones through', () => {
    const declared = topic('balances', { partitions: 1, compacted: true, key: 'id', value });
    expect(declared).toMatchObject({ retention: {}, tombstones: true });
  });

  test('cannot be changed after it was declared', () => {
    const declared = topic('t', { ...good, retention: minutes(5) });
    expect(() => Object.assign(declared, { partitions: 9 })).toThrow(TypeError);
  });
});
