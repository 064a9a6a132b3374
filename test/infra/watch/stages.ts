/**
 * The stacks of a stage of every profile: the standard one with all kinds of functions, the others with none. Neither
 * bundles nor CloudFormation's own rules are looked at here, and both take longer than all the rest.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import type { Declared } from '../../../infra/declared.ts';
import { KafkaStack } from '../../../infra/kafka/kafka-stack.ts';
import { FunctionsStack } from '../../../infra/lambda/functions-stack.ts';
import { stageOf } from '../../../infra/stage/stage.ts';
import { AlarmsStack } from '../../../infra/watch/alarms-stack.ts';
import { more } from '../more-declarations.ts';
import { TemplateReader } from '../template-reader.ts';
import { unvalidated } from '../unvalidated.ts';

export interface StageTemplates {
  readonly kafka: TemplateReader;
  readonly functions: TemplateReader;
  readonly alarms: TemplateReader;
}

const existing = {
  profile: 'existing',
  clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shared/0a1b2c3d-0000-4000-8000-000000000000-3',
  securityGroupId: 'sg-0a1b',
  subnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
  brokers: 3,
};
const VALUES = {
  standard: { cluster: { profile: 'standard' }, alarmEmail: 'on-call@example.com' },
  small: { cluster: { profile: 'small' } },
  express: { cluster: { profile: 'express', brokers: 12 } },
  existingStandard: { cluster: { ...existing, instanceType: 'kafka.m7g.large' } },
  existingExpress: { cluster: { ...existing, instanceType: 'express.m7g.large' } },
};
const none: Declared = { topics: [], subscriptions: [], endpoints: [] };

export const { standard, small, express, existingStandard, existingExpress } = synthesizedStages();

function synthesizedStages(): Readonly<Record<keyof typeof VALUES, StageTemplates>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'watch-test-'));
  try {
    writeFileSync(path.join(dir, 'index.mjs'), '');
    const names = [...more.subscriptions, ...more.endpoints].map(({ name }) => name);
    const bundles = new Map(names.map((name) => [name, path.join(dir, 'index.mjs')]));
    const app = new App({ outdir: path.join(dir, 'cdk.out'), context: CURRENTLY_RECOMMENDED_FLAGS });
    for (const stageName of Object.keys(VALUES)) {
      const stage = stageOf({ stage: stageName, stages: VALUES });
      const declared = stageName === 'standard' ? more : none;
      new KafkaStack(app, `kafka-${stageName}`, { stage, declared });
      new FunctionsStack(app, `functions-${stageName}`, { stage, declared, bundles });
      new AlarmsStack(app, `alarms-${stageName}`, { stage, declared });
    }
    const assembly = unvalidated(app);
    const read = (stack: string) => new TemplateReader(assembly.getStackByName(stack).template);
    const of = (stageName: string): StageTemplates => ({
      kafka: read(`kafka-${stageName}`),
      functions: read(`functions-${stageName}`),
      alarms: read(`alarms-${stageName}`),
    });
    return {
      standard: of('standard'),
      small: of('small'),
      express: of('express'),
      existingStandard: of('existingStandard'),
      existingExpress: of('existingExpress'),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
