/** Every template of every stage, judged by CloudFormation's own linter. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stageNames } from '../../infra/record/stage-templates.ts';
import { startWatchdog } from '../../local/process/watchdog.ts';
import { cdkAgainst } from './cdk.ts';
import { pythonWith } from './python.ts';

/** The CDK writes dependencies out that a reference implies already. */
const REDUNDANT_DEPENDENCY = 'W3005';

// Its own program names the interpreter by the folder in which the environment was made.
const LINT = 'from cfnlint.runner import main; main()';

const watchdog = startWatchdog();
const dir = mkdtempSync(path.join(tmpdir(), 'lint-test-'));
let python: string;

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly unknown[] };
}

/** It exits with the kinds of what it found, so only its output says whether it ran. */
const lint = (templates: readonly string[]): Promise<readonly Finding[]> =>
  new Promise((resolve, reject) => {
    const args = ['-c', LINT, '--format', 'json', '--template', ...templates];
    execFile(python, args, { maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error(`cfn-lint did not run: ${stderr || error?.message}`));
      }
    });
  });

beforeAll(async () => {
  python = await pythonWith('linter');
});

afterAll(() => {
  watchdog.stop();
  rmSync(dir, { recursive: true });
});

it.each(stageNames())(
  'cfn-lint finds nothing in the templates of stage %s but dependencies said twice',
  async (stage) => {
    const cdk = cdkAgainst({ endpoint: 'http://127.0.0.1:9', dir, watchdog });
    const output = path.join(dir, stage);
    const synth = await cdk('synth', '--quiet', '--context', `stage=${stage}`, '--output', output);
    expect(synth.code, synth.output).toBe(0);
    const templates = readdirSync(output).filter((name) => name.endsWith('.template.json'));
    expect(templates.length).toBeGreaterThanOrEqual(2);
    const findings = await lint(templates.map((name) => path.join(output, name)));
    // Some of these are in every template with a custom resource: the linter did look.
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ Rule }) => Rule.Id !== REDUNDANT_DEPENDENCY)).toEqual([]);
  },
);
