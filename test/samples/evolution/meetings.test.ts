import { describe, expect, it } from 'vitest';
import { account, problems } from '../../../samples/evolution/meetings.ts';
import { meetingsTable } from '../../../samples/evolution/meetings-table.ts';
import type { Letter, Reader } from '../../../samples/evolution/observations.ts';
import type { Sighting } from '../../../samples/evolution/sightings.ts';

const PUBLISHED = { service: 'express', ids: { 1: new Set(['a']), 2: new Set(['b', 'c']) } } as const;

/** Everything as it must be; a test takes from it or changes it. */
function seen() {
  const old = (id: string, writtenWith: number, process = 'p'): [string, Sighting[]] => [
    id,
    [{ id, writtenWith, process }],
  ];
  const young = (id: string, writtenWith: number, service: string): [string, Sighting[]] => [
    id,
    [{ id, writtenWith, service, process: 'q' }],
  ];
  return {
    sightings: {
      'collect-old': new Map([old('a', 1), old('b', 2), old('c', 2)]),
      'collect-new': new Map([young('a', 1, 'standard'), young('b', 2, 'express'), young('c', 2, 'express')]),
    } satisfies Record<Reader, Map<string, Sighting[]>>,
    letters: new Map<string, Letter[]>(),
  };
}

const said = (of: ReturnType<typeof seen>, registryCalls = 1) =>
  problems(account(PUBLISHED, of), registryCalls);

describe('four meetings of two versions', () => {
  it('are as they must be when each function saw every record in its own shape', () => {
    const found = account(PUBLISHED, seen());
    expect(
      found.meetings.map(({ writer, reader, records, lost }) => [writer, reader, records, lost]),
    ).toEqual([
      [1, 'collect-old', 1, 0],
      [2, 'collect-old', 2, 0],
      [1, 'collect-new', 1, 0],
      [2, 'collect-new', 2, 0],
    ]);
    expect(said(seen())).toEqual([]);
  });

  it('take a record that was delivered twice for one', () => {
    const twice = seen();
    twice.sightings['collect-new'].get('a')!.push(...twice.sightings['collect-new'].get('a')!);
    expect(said(twice)).toEqual([]);
  });

  it('name a record that a function has not seen as lost', () => {
    const missing = seen();
    missing.sightings['collect-old'].delete('c');
    expect(said(missing)).toEqual(['written by v2, read by collect-old: 1 lost']);
  });

  it.each<[what: string, reader: Reader, id: string, service: string | undefined, problem: string]>([
    [
      'the older function saw the newer field',
      'collect-old',
      'b',
      'express',
      'written by v2, read by collect-old',
    ],
    [
      'version 1 carried the newer field',
      'collect-new',
      'a',
      'express',
      'written by v1, read by collect-new',
    ],
    [
      'the default replaced what was written',
      'collect-new',
      'b',
      'standard',
      'written by v2, read by collect-new',
    ],
    ['no default was filled in', 'collect-new', 'a', undefined, 'written by v1, read by collect-new'],
  ])('say so where %s', (_what, reader, id, service, problem) => {
    const wrong = seen();
    const sighting = wrong.sightings[reader].get(id)![0]!;
    const { service: _, ...rest } = sighting;
    wrong.sightings[reader].set(id, [{ ...rest, ...(service !== undefined && { service }) }]);
    expect(said(wrong)).toEqual([`${problem}: 1 misread`]);
  });

  it('name a record that says it was written with the other version as misread', () => {
    const wrong = seen();
    wrong.sightings['collect-new'].set('b', [{ id: 'b', writtenWith: 1, service: 'express', process: 'q' }]);
    expect(said(wrong)).toEqual(['written by v2, read by collect-new: 1 misread']);
  });

  it('count what was parked and dead-lettered of these records alone', () => {
    const failed = seen();
    const letter = { reader: 'collect-old', code: 'schema-unreachable', parked: 1 } as const;
    failed.letters.set('a', [
      { ...letter, at: 1 },
      { ...letter, at: 'dead-letter topic' },
    ]);
    failed.letters.set('another', [{ ...letter, at: 1 }]);
    expect(said(failed)).toEqual(['1 parked; expected: 0', '1 dead-lettered; expected: 0']);
  });

  it('expect a call of the registry for each process of the older function that met version 2', () => {
    const two = seen();
    two.sightings['collect-old'].set('c', [{ id: 'c', writtenWith: 2, process: 'another' }]);
    two.sightings['collect-old'].set('a', [
      { id: 'a', writtenWith: 1, process: 'a third, which met v1 alone' },
    ]);
    expect(said(two, 2)).toEqual([]);
    expect(said(two, 3)).toEqual(['3 calls of the registry; expected: 2']);
  });

  it('are no success where nothing was published', () => {
    const nothing = { service: 'express', ids: { 1: new Set<string>(), 2: new Set<string>() } } as const;
    expect(problems(account(nothing, seen()), 0)).toHaveLength(4);
  });
});

describe('the table of meetings', () => {
  it('has a row for each of them, and what the registry was asked', () => {
    const lines = meetingsTable(account(PUBLISHED, seen()), 1);
    expect(lines.slice(1, 5)).toEqual([
      'v1          collect-old        1     0        0  as written',
      "v2          collect-old        2     0        0  newer field 'service' left out",
      "v1          collect-new        1     0        0  'service' filled in with its default, 'standard'",
      'v2          collect-new        2     0        0  as written',
    ]);
    expect(lines[5]).toBe('parked 0, dead-lettered 0');
    expect(lines[6]).toContain('registry calls 1, expected 1: one process of collect-old');
  });
});
