import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const dir = mkdtempSync(path.join(tmpdir(), 'ci-run-'));
mkdirSync(path.join(dir, '.ci'));
copyFileSync(path.join(import.meta.dirname, '../.ci/run'), path.join(dir, '.ci/run'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** In place of npm, a script that is given `ci` or `test`. */
function run(npm: string) {
  const file = path.join(dir, 'npm');
  writeFileSync(file, `#!/bin/sh\ncase $1 in\n${npm}\nesac\n`);
  chmodSync(file, 0o755);
  const { status, stdout } = spawnSync(path.join(dir, '.ci/run'), {
    env: { ...process.env, PATH: `${dir}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test.each([
  ['an install that fails', 'ci) exit 7;;\ntest) echo "9 passed, 0 failed";;', 7, '0 passed, 1 failed'],
  ['a check that fails', 'test) echo "a type is wrong"; exit 2;;', 2, '0 passed, 1 failed'],
  ['a test run that says nothing', 'test) exit 0;;', 1, '0 passed, 1 failed'],
  ['tests that fail', 'test) printf "\\n8 passed, 1 failed\\n"; exit 1;;', 1, '8 passed, 1 failed'],
  [
    'tests that fail, and npm says so after them',
    'test) echo "8 passed, 1 failed"; echo "npm error code 1" >&2; exit 1;;',
    1,
    '8 passed, 1 failed',
  ],
  ['tests that pass', 'test) printf "\\n9 passed, 0 failed\\n";;', 0, '9 passed, 0 failed'],
])('%s: the last line says how many, and the exit code is kept', (_, npm, code, last) => {
  const { status, lines } = run(npm);
  expect([status, lines.at(-1)]).toEqual([code, last]);
});

test('a run whose tests pass says its counts once', () => {
  const { lines } = run('test) printf "\\n9 passed, 0 failed\\n";;');
  expect(lines.filter((line) => /passed/.test(line))).toEqual(['9 passed, 0 failed']);
});
