import path from 'node:path';
import { expect, test } from 'vitest';
import { codecsPath } from '../../schema-tool/codecs-path.ts';

const project = path.join(import.meta.dirname, '../..');

test.each([
  ["the project's own", path.join(project, 'schemas'), '../../../shared/schema'],
  ['deeper in the project', path.join(project, 'samples/evolution/schemas'), '../../../../../shared/schema'],
  ['outside of it', path.join(project, '../schemas'), '../../../shared/schema'],
])('contracts of a folder %s import the codecs', (_, dir, expected) => {
  expect(codecsPath(dir, 'orders.v1/value')).toBe(expected);
});
