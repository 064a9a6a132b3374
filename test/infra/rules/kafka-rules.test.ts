import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CfnResource, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Code, Function as Fn, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnTopic } from 'aws-cdk-lib/aws-msk';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KafkaRules } from '../../../infra/rules/kafka-rules.ts';
import { RESOURCES } from './good-template.ts';
import { validationFindings } from './validation-findings.ts';

let outdir: string;
beforeEach(() => {
  // CloudFormation's own takes a second to load, and is not what is tried here.
  vi.stubEnv('CDK_VALIDATION', 'false');
  outdir = mkdtempSync(path.join(tmpdir(), 'kafka-rules-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(outdir, { recursive: true });
});

/** As a user's own, with constructs that know of no rule. */
function app(): App {
  const own = new App({ outdir });
  Validations.of(own).addPlugins(new KafkaRules());
  return own;
}

function addGood(stack: Stack): Readonly<Record<string, CfnResource>> {
  const entries = Object.entries(RESOURCES).map(([id, { Type, Properties }]) => {
    const resource = new CfnResource(stack, id, {
      type: Type,
      properties: structuredClone(Properties) as object,
    });
    resource.overrideLogicalId(id);
    return [id, resource] as const;
  });
  return Object.fromEntries(entries);
}

const report = () =>
  JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8')).pluginReports;

test('a synthesis fails on an escape hatch, and says rule, resource, property, given, allowed and the way out', () => {
  const own = app();
  const { Mapping } = addGood(new Stack(own, 'functions'));
  Mapping!.addPropertyOverride('ProvisionedPollerConfig.MinimumPollers', 31);
  expect(() => own.synth()).toThrow(
    /MinimumPollers is 31; allowed: at most MaximumPollers, 30[\s\S]*Acknowledge with 'KafkaRules::mapping-pollers'/,
  );
  const [{ pluginName, conclusion, violations }] = report();
  expect([pluginName, conclusion, violations.length]).toEqual(['KafkaRules', 'failure', 1]);
  expect(violations[0]).toMatchObject({
    ruleName: 'mapping-pollers',
    severity: 'error',
    violatingConstructs: [
      {
        constructPath: 'functions/Mapping',
        cloudFormationResource: {
          logicalId: 'Mapping',
          propertyPaths: ['Properties.ProvisionedPollerConfig.MinimumPollers'],
        },
      },
    ],
  });
});

test("an L2 of a user's own is judged too", () => {
  const own = app();
  const stack = new Stack(own, 'own');
  const code = Code.fromBucket(Bucket.fromBucketName(stack, 'Code', 'code'), 'code.zip');
  new Fn(stack, 'Function', { code, handler: 'index.handler', runtime: Runtime.NODEJS_18_X });
  expect(() => own.synth()).toThrow(/function-runtime/);
});

test('a nested stack is judged with what its parent gives it', () => {
  const own = app();
  const stack = new Stack(own, 'kafka');
  const { Cluster } = addGood(stack);
  new CfnTopic(new NestedStack(stack, 'topics'), 'Topic', {
    clusterArn: Cluster!.getAtt('Arn').toString(),
    topicName: 'payments.v1',
    partitionCount: 1,
    replicationFactor: 5,
  });
  expect(() => own.synth()).toThrow(/ReplicationFactor is 5; allowed: at most 3, the brokers/);
  expect(validationFindings(report())).toContainEqual(
    expect.stringMatching(/^KafkaRules topic-replicas kafka\/topics\/Topic: /),
  );
});

test('the same group in two stages is none of one deployment', () => {
  const own = app();
  for (const stage of ['test', 'prod']) addGood(new Stack(new Stage(own, stage), 'functions'));
  expect(() => own.synth()).not.toThrow();
});

test('the same group in two stacks is refused', () => {
  const own = app();
  for (const id of ['one', 'two']) addGood(new Stack(own, id));
  expect(() => own.synth()).toThrow(/a group of its own \(Mapping of two.template.json has it too\)/);
});

test('what is acknowledged with a reason passes, and nothing else does', () => {
  const own = app();
  const { Function: fn, Topic } = addGood(new Stack(own, 'functions'));
  fn!.addPropertyOverride('Runtime', 'nodejs26.x');
  Validations.of(fn!).acknowledge({ id: 'KafkaRules::function-runtime', reason: 'a trial of the preview' });
  Topic!.addPropertyOverride('ReplicationFactor', 5);
  expect(() => own.synth()).toThrow(/topic-replicas/);
  expect(validationFindings(report())).toEqual([expect.stringContaining('topic-replicas functions/Topic')]);
});
