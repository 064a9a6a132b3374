import { expect, test } from 'vitest';
import { jsonPatch } from '../../../local/registry/json-patch.ts';

const patch = (from: unknown, to: unknown) => jsonPatch(JSON.stringify(from), JSON.stringify(to));

test('keys and elements that come, go and change are operations', () => {
  expect(patch({ a: 1, b: { 'c/d': [1, 2, 3] }, e: 0 }, { a: 2, b: { 'c/d': [1] }, f: null })).toEqual([
    { op: 'replace', path: '/a', value: 2 },
    { op: 'remove', path: '/b/c~1d/2' },
    { op: 'remove', path: '/b/c~1d/1' },
    { op: 'remove', path: '/e' },
    { op: 'add', path: '/f', value: null },
  ]);
});

test('equal definitions have no difference', () => {
  expect(patch({ a: [null, { b: 1 }] }, { a: [null, { b: 1 }] })).toEqual([]);
});

test('what changes its kind is replaced', () => {
  expect(patch({ a: [1] }, { a: { 0: 1 } })).toEqual([{ op: 'replace', path: '/a', value: { 0: 1 } }]);
});

test('text that is not JSON is replaced whole', () => {
  expect(jsonPatch('message A {}', 'message B {}')).toEqual([
    { op: 'replace', path: '', value: 'message B {}' },
  ]);
});
