import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keptRegistry } from '../../../local/registry/kept-registry.ts';
import { freshDir } from './rig.ts';

test('nothing kept is an empty registry', () => {
  expect(keptRegistry(freshDir()).state).toEqual({ registries: [] });
});

test('what was saved is read again, and no other file is left', () => {
  const dir = freshDir();
  const entry = { name: 'r', arn: 'a', tags: {}, created: 't', updated: 't', schemas: [] };
  const kept = keptRegistry(dir);
  kept.save({ registries: [] });
  kept.save({ registries: [entry] });
  expect(keptRegistry(dir).state).toEqual({ registries: [entry] });
  expect(readdirSync(dir)).toEqual(['registry.json']);
});

test.each([
  ['{"format":1,"regis', 'cannot be read'],
  ['{"format":2,"registries":[]}', 'has the format 2; 1 is known here'],
  ['{"format":1}', 'has the format 1'],
])('a file that says %s ends the start and says how to go on', (text, message) => {
  const dir = freshDir();
  mkdirSync(dir);
  writeFileSync(path.join(dir, 'registry.json'), text);
  expect(() => keptRegistry(dir)).toThrow(message);
  expect(() => keptRegistry(dir)).toThrow('--fresh begins without it');
});
