/** Stages to plan, and what alarms there would be where these do not matter: to make them takes a tenth of a second. */
import { type Stage, stageOf } from '../../../infra/stage/stage.ts';

/** What is left out of the cluster is its profile's default. */
export const stageWith = (cluster: Readonly<Record<string, unknown>>): Stage =>
  stageOf({ stage: 'test', stages: { test: { cluster } } });

export const someAlarms = () => ({ alarms: 52, metrics: 73, dashboards: 1 });

export const EXISTING = {
  profile: 'existing',
  clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shared/abc-1',
  securityGroupId: 'sg-1',
  subnetIds: ['subnet-1'],
  instanceType: 'kafka.m7g.xlarge',
  brokers: 6,
} as const;
