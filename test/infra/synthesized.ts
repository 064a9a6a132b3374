/**
 * Declarations to templates, as `cdk synth` makes them; the handlers do nothing. What a worker has made of the same
 * declarations and stage is not made again: whoever changes a template changes a copy.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import type { Declared } from '../../infra/declared.ts';
import { deployment } from '../../infra/deployment.ts';
import { stageOf } from '../../infra/stage/stage.ts';
import { doNothingHandlers } from './do-nothing-handlers.ts';
import { validationFindings } from './rules/validation-findings.ts';
import { TemplateReader } from './template-reader.ts';
import { unvalidated } from './unvalidated.ts';

export interface Synthesized {
  readonly kafka: TemplateReader;
  readonly functions: TemplateReader;
  readonly alarms: TemplateReader;
  /** Stacks that are deployed before `functions`. */
  readonly before: readonly string[];
}

/** As in cdk.json; three Standard brokers unless it says otherwise. */
export type StageValue = Readonly<Record<string, unknown>>;

const made = new WeakMap<Declared, Map<string, Promise<Synthesized>>>();

export function synthesized(declared: Declared, stage: StageValue = {}): Promise<Synthesized> {
  const ofDeclared = made.get(declared) ?? new Map<string, Promise<Synthesized>>();
  made.set(declared, ofDeclared);
  const key = JSON.stringify(stage);
  const known = ofDeclared.get(key) ?? inFolder((dir) => synthesize(declared, { stage, dir }));
  ofDeclared.set(key, known);
  return known;
}

/** What CloudFormation's own rules, cdk-nag and the project's find, warnings too: a line each. */
export const findingsIn = (declared: Declared, stage: StageValue = {}): Promise<readonly string[]> =>
  inFolder(async (dir) => {
    const app = await deployed(declared, { stage, dir });
    app.synth();
    const report = JSON.parse(readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8'));
    return validationFindings(report.pluginReports);
  });

interface Place {
  readonly stage: StageValue;
  readonly dir: string;
}

async function synthesize(declared: Declared, place: Place): Promise<Synthesized> {
  const assembly = unvalidated(await deployed(declared, place));
  const read = (stack: string) => new TemplateReader(assembly.getStackByName(stack).template);
  const before = assembly.getStackByName('functions').dependencies.map(({ id }) => id);
  return { kafka: read('kafka'), functions: read('functions'), alarms: read('alarms'), before };
}

async function deployed(declared: Declared, { stage, dir }: Place): Promise<App> {
  const flags = { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:enable-asset-metadata': true };
  const app = new App({ outdir: path.join(dir, 'cdk.out'), context: flags });
  const stages = { test: { cluster: { profile: 'standard' }, ...stage } };
  await deployment(app, {
    stage: stageOf({ stage: 'test', stages }),
    declared,
    functionsDir: doNothingHandlers(declared, path.join(dir, 'functions')),
  });
  return app;
}

async function inFolder<T>(run: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(path.join(tmpdir(), 'infra-test-'));
  try {
    return await run(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
