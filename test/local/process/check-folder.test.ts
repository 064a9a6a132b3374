import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkFolder } from '../../../local/process/check-folder.ts';

const needed = { who: 'the brokers', bytes: 500e6 };

function scratch(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'check-folder-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

test('a folder is made with those above it', () => {
  const dir = path.join(scratch(), 'kept', 's3', 'buckets');
  checkFolder(dir, needed);
  expect(() => writeFileSync(path.join(dir, 'x'), '')).not.toThrow();
});

test('a file in its place is refused by name', () => {
  const file = path.join(scratch(), 'kept');
  writeFileSync(file, '');
  expect(() => checkFolder(path.join(file, 's3'), needed)).toThrow(
    expect.objectContaining({
      name: 'StartError',
      message: expect.stringMatching(/^\/.*kept\/s3 cannot be written: /),
    }),
  );
});

test('a disk that is nearly full is refused, with what it has and what is needed', () => {
  const dir = scratch();
  expect(() => checkFolder(dir, needed, () => 499_999_999)).toThrow(
    `the disk of ${dir} has 499 MB free, the brokers must have 500 MB: make room, or choose another folder with --data`,
  );
  expect(() => checkFolder(dir, needed, () => 500_000_000)).not.toThrow();
});

test('the disk itself is asked', () => {
  const dir = scratch();
  expect(() => checkFolder(dir, { ...needed, bytes: 1e18 })).toThrow(
    'the brokers must have 1000000000000 MB',
  );
  expect(() => checkFolder(dir, { ...needed, bytes: 1 })).not.toThrow();
});
