/** The templates of a stage, by stack: the project's app, synthesized as `cdk synth` does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectApp } from '../project-app.ts';
import { isObject, type JsonObject } from './json.ts';

const CDK_JSON = path.resolve(import.meta.dirname, '../../cdk.json');

export type Templates = Readonly<Record<string, JsonObject>>;

export const stageNames = (): readonly string[] => Object.keys(context().stages ?? {});

export async function stageTemplates(stage: string): Promise<Templates> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'record-'));
  try {
    const app = await projectApp({ outdir, context: { ...context(), stage } });
    const { stacks } = app.synth();
    return Object.fromEntries(stacks.map(({ hierarchicalId, template }) => [hierarchicalId, template]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function context(): JsonObject {
  const { context } = JSON.parse(readFileSync(CDK_JSON, 'utf8'));
  return isObject(context) ? context : {};
}
