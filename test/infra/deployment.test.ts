import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { afterAll, expect, it } from 'vitest';
import { declared } from '../../infra/declared.ts';
import { deployment } from '../../infra/deployment.ts';
import { stageOf } from '../../infra/stage/stage.ts';
import { doNothingHandlers } from './do-nothing-handlers.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'deployment-test-'));
afterAll(() => rmSync(dir, { recursive: true }));

const app = new App({ outdir: path.join(dir, 'cdk.out'), context: CURRENTLY_RECOMMENDED_FLAGS });
const stages = { prod: { cluster: { profile: 'standard' }, terminationProtection: true } };
await deployment(app, {
  stage: stageOf({ stage: 'prod', stages }),
  declared,
  functionsDir: doNothingHandlers(declared, dir),
});
const stacks = app.node.children.filter((each) => Stack.isStack(each));

it('stacks are deployed in turn: what must not be lost, the functions, the alarms on them', () => {
  const after = stacks.map(({ stackName, dependencies }) => [
    stackName,
    dependencies.map((each) => each.stackName),
  ]);
  expect(after).toEqual([
    ['kafka', []],
    ['functions', ['kafka']],
    ['alarms', ['functions']],
  ]);
});

it('every stack has the tags and the protection of its stage, and asks for no bootstrap version of its own', () => {
  for (const { stackName, tags, terminationProtection, node } of stacks) {
    expect(tags.tagValues(), stackName).toEqual({ project: 'kafka-consumers', stage: 'prod' });
    expect(terminationProtection, stackName).toBe(true);
    expect(node.tryFindChild('CheckBootstrapVersion'), stackName).toBeUndefined();
  }
});
