import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../../../infra/plan/main.ts');

/** Where there is nothing: no credentials, no region, no home, no project around it. */
function command(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...argv], {
    cwd: '/',
    env: {},
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test("the project's own stages are planned and priced without AWS", () => {
  const { status, stdout, stderr } = command('--stage', 'prod', '--rate', '50');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain("Stage 'prod'");
  expect(stdout).toMatch(/orders\.events\.v1 +source +30 +7d/);
  expect(stdout).toMatch(/\n {2}total +\$[\d,]+\.\d\d\n/);
  expect(stdout).toMatch(/nothing arriving: \$[\d,]+\.\d\d\n/);
  expect(stdout).toContain('What gives way first');
});

test('a stage that is not in cdk.json ends with 2', () => {
  const { status, stdout, stderr } = command('--stage', 'nowhere');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain("stage is 'nowhere'");
});
