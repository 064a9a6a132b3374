import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnNatGateway, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnCluster, CfnTopic } from 'aws-cdk-lib/aws-msk';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import { KafkaStack } from '../../../infra/kafka/kafka-stack.ts';
import { FunctionsStack } from '../../../infra/lambda/functions-stack.ts';
import { countAlarms } from '../../../infra/plan/alarms.ts';
import { plan } from '../../../infra/plan/plan.ts';
import type { Stage } from '../../../infra/stage/stage.ts';
import { AlarmsStack } from '../../../infra/watch/alarms-stack.ts';
import { more } from '../more-declarations.ts';
import { EXISTING, stageWith } from './stage-with.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'plan-test-'));
const code = path.join(dir, 'code');
mkdirSync(code);
afterAll(() => rmSync(dir, { recursive: true }));

/** All that the stacks consist of; making them is enough, templates take seconds. */
function made(stage: Stage): readonly IConstruct[] {
  const app = new App({
    outdir: path.join(dir, stage.cluster.profile),
    context: CURRENTLY_RECOMMENDED_FLAGS,
  });
  new KafkaStack(app, 'kafka', { stage, declared: more });
  const bundles = new Map([...more.subscriptions, ...more.endpoints].map(({ name }) => [name, code]));
  new FunctionsStack(app, 'functions', { stage, declared: more, bundles });
  new AlarmsStack(app, 'alarms', { stage, declared: more });
  return app.node.findAll();
}

describe.each([{ profile: 'small' }, { profile: 'standard', brokers: 6 }, { profile: 'express' }, EXISTING])(
  'what is planned of $profile is what the stacks have',
  (cluster) => {
    const stage = stageWith(cluster);
    const planned = plan({ declared: more, stage, countAlarms });
    const resources = made(stage);
    const all = <R>(type: new (...args: never[]) => R): R[] =>
      resources.filter((each): each is IConstruct & R => each instanceof type);

    it('topics, with their partitions', () => {
      expect(all(CfnTopic).map(({ topicName, partitionCount }) => [topicName, partitionCount])).toEqual(
        planned.topics.map(({ name, partitions }) => [name, partitions]),
      );
    });

    it('mappings, with their pollers and batches', () => {
      const deployed = all(CfnEventSourceMapping).map(({ topics, provisionedPollerConfig, batchSize }) => {
        const config = provisionedPollerConfig as
          | CfnEventSourceMapping.ProvisionedPollerConfigProperty
          | undefined;
        return [topics?.[0], config && [config.minimumPollers, config.maximumPollers], batchSize];
      });
      expect(deployed).toEqual(
        planned.mappings.map(({ topic, mode, pollers, batchSize }) => [
          topic,
          mode === 'provisioned' ? [pollers.min, pollers.max] : undefined,
          batchSize,
        ]),
      );
    });

    it('functions, with their memory', () => {
      const memory = all(CfnFunction).map(({ functionName, memorySize }) => [functionName, memorySize]);
      const expected = planned.concurrency.functions.map((each) => [each.functionName, each.memoryMb]);
      // What helps to deploy has no memory of ours.
      expect(memory.filter(([, size]) => size !== undefined).toSorted()).toEqual(expected.toSorted());
      expect(expected).toHaveLength(planned.pieces.functions);
    });

    it('what is paid by the piece', () => {
      const { pieces } = planned;
      expect(all(CfnKey)).toHaveLength(pieces.kmsKeys);
      expect(all(CfnNatGateway)).toHaveLength(pieces.natGateways);
      expect(all(CfnDashboard)).toHaveLength(pieces.dashboards);
      expect(all(CfnAlarm)).toHaveLength(pieces.alarms);
      const services = all(CfnVPCEndpoint)
        .filter(({ vpcEndpointType }) => vpcEndpointType === 'Interface')
        // com.amazonaws.<region>.<service>, the region a token.
        .map((each) => /\.([a-z]+)"/.exec(JSON.stringify(Stack.of(each).resolve(each.serviceName)))?.[1]);
      expect(services).toEqual(pieces.interfaceEndpoints);
      const levels = all(CfnCluster).map(({ enhancedMonitoring }) => enhancedMonitoring);
      expect(levels.includes('PER_BROKER')).toBe(pieces.brokerMetrics > 0);
    });
  },
);
