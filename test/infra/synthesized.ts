/** Declarations to templates, as `cdk synth` makes them; the handlers do nothing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import type { Declared } from '../../infra/declared.ts';
import { deployment } from '../../infra/deployment.ts';
import { stageOf } from '../../infra/stage/stage.ts';
import { TemplateReader } from './template-reader.ts';

export interface Synthesized {
  readonly kafka: TemplateReader;
  readonly functions: TemplateReader;
  readonly alarms: TemplateReader;
  /** Stacks that are deployed before `functions`. */
  readonly before: readonly string[];
  /** What CloudFormation's own rules say, warnings too. */
  readonly findings: readonly unknown[];
}

/** `stage`: its value, as in cdk.json; three Standard brokers unless it says otherwise. */
export async function synthesized(
  declared: Declared,
  stage: Record<string, unknown> = {},
): Promise<Synthesized> {
  const dir = mkdtempSync(path.join(tmpdir(), 'infra-test-'));
  try {
    const functionsDir = path.join(dir, 'functions');
    for (const { name } of [...declared.subscriptions, ...declared.endpoints]) {
      mkdirSync(path.join(functionsDir, name), { recursive: true });
      const code = `export const handler = async () => ${JSON.stringify(name)};`;
      writeFileSync(path.join(functionsDir, name, 'handler.ts'), code);
    }
    const outdir = path.join(dir, 'cdk.out');
    const flags = { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:enable-asset-metadata': true };
    const app = new App({ outdir, context: flags });
    const stages = { test: { cluster: { profile: 'standard' }, ...stage } };
    await deployment(app, { stage: stageOf({ stage: 'test', stages }), declared, functionsDir });
    const assembly = app.synth();
    const report = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
    const read = (stack: string) => new TemplateReader(assembly.getStackByName(stack).template);
    const before = assembly.getStackByName('functions').dependencies.map(({ id }) => id);
    const [kafka, functions, alarms] = [read('kafka'), read('functions'), read('alarms')];
    return { kafka, functions, alarms, before, findings: report.pluginReports };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
