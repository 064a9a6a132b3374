import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { field, order, SchemasFolder } from './schemas-folder.ts';

const NOTE = field('note', ['null', 'string'], { default: null });
const V1 = 'orders.v1/value/v1.avsc';
const V2 = 'orders.v1/value/v2.avsc';

/** Version 1 is released. */
function released(): SchemasFolder {
  const folder = new SchemasFolder({ [V1]: order() });
  folder.run('generate');
  expect(folder.run('release')).toEqual({ code: 0, said: [`schemas/${V1}: released`], complained: [] });
  return folder;
}

const list = (folder: SchemasFolder): object => JSON.parse(folder.read('released.json'));
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

test('a release lists the hashes of what is not listed yet, sorted by file, and nothing twice', () => {
  const folder = released();
  expect(folder.read('released.json')).toBe(`{\n  "${V1}": "${sha256(folder.read(V1))}"\n}\n`);
  folder.write(V2, order(NOTE));
  folder.write('accounts.v1/key/v1.avsc', order());
  folder.run('generate');
  expect(folder.run('release').said).toEqual([
    'schemas/accounts.v1/key/v1.avsc: released',
    `schemas/${V2}: released`,
  ]);
  expect(Object.keys(list(folder))).toEqual(['accounts.v1/key/v1.avsc', V1, V2]);
  expect(folder.run('release')).toEqual({ code: 0, said: [], complained: [] });
});

test('a released version that has changed fails check and release, in a comment too, and stays listed as it was', () => {
  const folder = released();
  const before = folder.read('released.json');
  folder.write(V1, { ...order(), doc: 'A purchase.' });
  folder.write(V2, order(NOTE));
  folder.run('generate');
  const complained = [
    `schemas/${V1}: was released and has changed since; put it back, and write a new version`,
  ];
  expect(folder.run('check')).toEqual({ code: 1, said: [], complained });
  expect(folder.run('release')).toEqual({ code: 1, said: [], complained });
  expect(folder.read('released.json')).toBe(before);
});

test('a released version that is gone fails the check', () => {
  const folder = released();
  folder.write(V2, order(NOTE));
  folder.run('generate');
  folder.run('release');
  folder.remove(V2);
  folder.run('generate');
  expect(folder.run('check').complained).toEqual([
    `schemas/${V2}: was released and is gone; put it back: records that were written with it are read by it`,
  ]);
});

test('a topic that is gone is taken out of the list by hand', () => {
  const folder = released();
  folder.remove('orders.v1');
  expect(folder.run('check').complained).toEqual([
    `schemas/${V1}: was released and is gone, with its folder; if the topic is gone too, take it out of released.json`,
  ]);
  folder.write('released.json', {});
  expect(folder.run('check').code).toBe(0);
});

test('nothing is released while anything is wrong', () => {
  const folder = new SchemasFolder({ [V1]: order(), [V2]: order(field('amount', 'double')) });
  folder.run('generate');
  expect(folder.run('release')).toMatchObject({ code: 1, said: [] });
  expect(folder.has('released.json')).toBe(false);
});

test('a version that is not released fails the check with --released alone', () => {
  const folder = released();
  folder.write(V2, order(NOTE));
  folder.run('generate');
  expect(folder.run('check').code).toBe(0);
  expect(folder.run('check', '--released')).toEqual({
    code: 1,
    said: [],
    complained: [`schemas/${V2}: is not released; npm run schemas:release`],
  });
  folder.run('release');
  expect(folder.run('check', '--released').code).toBe(0);
});

test.each([
  ['{', /^schemas\/released\.json: is no JSON: /],
  ['[]', /^schemas\/released\.json: is no object$/],
  ['null', /^schemas\/released\.json: is no object$/],
  [
    `{"${V1}": "sha1:00"}`,
    /^schemas\/released\.json: has no hash for 'orders\.v1\/value\/v1\.avsc'; allowed: sha256: /,
  ],
  [`{"${V1}": 1}`, /^schemas\/released\.json: has no hash for /],
])('a list that is %s is refused', (text, complaint) => {
  const folder = released();
  folder.write('released.json', text);
  expect(folder.run('check').complained).toEqual([expect.stringMatching(complaint)]);
  expect(folder.run('release').code).toBe(1);
  expect(folder.read('released.json')).toBe(text);
});
