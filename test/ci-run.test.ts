import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';

const dir = mkdtempSync(path.join(tmpdir(), 'ci-run-'));
const bin = path.join(dir, 'bin');
mkdirSync(path.join(dir, '.ci'));
copyFileSync(path.join(import.meta.dirname, '../.ci/run'), path.join(dir, '.ci/run'));
beforeEach(() => rmSync(bin, { recursive: true, force: true }));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const PASSES = 'echo "2 passed, 0 failed";;';

function program(name: string, script: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, name), 0o755);
}

/** In place of npm, a script that is given `ci`, `test` or `run test:deploy`. */
function run(npm: string) {
  program('npm', `case $1 in\n${npm}\nesac`);
  if (!existsSync(path.join(bin, 'python3'))) program('python3', 'exit 0');
  const { status, stdout } = spawnSync(path.join(dir, '.ci/run'), {
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

test.each([
  ['an install that fails', 'ci) exit 7;;\n*) echo "9 passed, 0 failed";;', 7, '0 passed, 1 failed'],
  ['a check that fails', `test) echo "a type is wrong"; exit 2;;\nrun) ${PASSES}`, 2, '2 passed, 1 failed'],
  ['a test run that says nothing', `test) exit 0;;\nrun) ${PASSES}`, 1, '2 passed, 1 failed'],
  [
    'tests that fail',
    `test) printf "\\n8 passed, 3 failed\\n"; exit 1;;\nrun) ${PASSES}`,
    1,
    '10 passed, 3 failed',
  ],
  [
    'tests that fail, and npm says so after them',
    `test) echo "8 passed, 1 failed"; echo "npm error code 1" >&2; exit 1;;\nrun) ${PASSES}`,
    1,
    '10 passed, 1 failed',
  ],
  [
    'tests that pass in a run that fails',
    `test) echo "8 passed, 0 failed"; exit 3;;\nrun) ${PASSES}`,
    3,
    '10 passed, 1 failed',
  ],
  [
    'a deployment that fails',
    'test) echo "8 passed, 0 failed";;\nrun) echo "4 passed, 1 failed"; exit 1;;',
    1,
    '12 passed, 1 failed',
  ],
  [
    'a deployment that cannot be tried',
    'test) echo "8 passed, 0 failed";;\nrun) echo "python3 does not run"; exit 1;;',
    1,
    '8 passed, 1 failed',
  ],
  [
    'tests and a deployment that pass',
    `test) printf "\\n9 passed, 0 failed\\n";;\nrun) ${PASSES}`,
    0,
    '11 passed, 0 failed',
  ],
])('%s: the last line says how many, and the exit code is kept', (_, npm, code, last) => {
  const { status, lines } = run(npm);
  expect([status, lines.at(-1)]).toEqual([code, last]);
});

/** A machine with apt, where python3 cannot make environments before python3-venv is installed. */
function bareMachine(userId: number, apt = 'exit 0'): void {
  program('python3', `test -e '${bin}/installed'`);
  program('id', `echo ${userId}`);
  program('apt-get', `echo "$@" >> '${bin}/apt-calls'\n${apt}`);
}

const needsPython = `test) ${PASSES}\nrun) python3 && echo "5 passed, 0 failed";;`;

test('on a machine whose python3 makes no environments root installs what is missing before the deployment', () => {
  bareMachine(0, `case $* in *install*python3-venv*) touch '${bin}/installed';; esac`);
  const { status, lines } = run(needsPython);
  expect([status, lines.at(-1)]).toEqual([0, '7 passed, 0 failed']);
});

test.each([
  ['who is not root installs nothing', 1000, 'exit 0', false],
  ['an installation that fails ends nothing', 0, 'exit 100', true],
])('%s: the deployment is one failure', (_, userId, apt, called) => {
  bareMachine(userId, apt);
  const { status, lines } = run(needsPython);
  expect([status, lines.at(-1)]).toEqual([1, '2 passed, 1 failed']);
  expect(existsSync(path.join(bin, 'apt-calls'))).toBe(called);
});
