import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkFolder } from '../../../local/store/check-folder.ts';

function scratch(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'store-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

test('a folder is made with those above it', () => {
  const dir = path.join(scratch(), 'kept', 's3', 'buckets');
  checkFolder(dir);
  expect(() => writeFileSync(path.join(dir, 'x'), '')).not.toThrow();
});

test('a file in its place is refused by name', () => {
  const file = path.join(scratch(), 'kept');
  writeFileSync(file, '');
  expect(() => checkFolder(path.join(file, 's3'))).toThrow(
    expect.objectContaining({
      name: 'StartError',
      message: expect.stringMatching(/^\/.*kept\/s3 cannot be written: /),
    }),
  );
});

test('a disk that is nearly full is refused, with what it has and what is needed', () => {
  const dir = scratch();
  expect(() => checkFolder(dir, () => 499_999_999)).toThrow(
    `the disk of ${dir} has 499 MB free; the object store needs 500 MB`,
  );
  expect(() => checkFolder(dir, () => 500_000_000)).not.toThrow();
});
