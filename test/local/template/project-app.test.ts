import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { deployment } from '../../../infra/deployment.ts';
import { stageOf } from '../../../infra/stage/stage.ts';
import { doNothingHandlers } from '../../infra/do-nothing-handlers.ts';
import { EXISTING } from '../../infra/existing-cluster.ts';
import { unvalidated } from '../../infra/unvalidated.ts';
import { BROKERS, read } from './sample-app.ts';

const CLUSTERS = {
  small: { profile: 'small' },
  standard: { profile: 'standard' },
  express: { profile: 'express' },
  existing: EXISTING,
} as const;
type Profile = keyof typeof CLUSTERS;

const root = mkdtempSync(path.join(tmpdir(), 'project-app-'));
const assembly = (profile: Profile) => path.join(root, profile);

beforeAll(async () => {
  const functionsDir = doNothingHandlers(declared, path.join(root, 'functions'));
  for (const profile of Object.keys(CLUSTERS) as Profile[]) {
    const app = new App({
      outdir: assembly(profile),
      context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:enable-asset-metadata': true },
    });
    const value = { cluster: CLUSTERS[profile], alarmEmail: 'on-call@example.com' };
    await deployment(app, {
      stage: stageOf({ stage: 'any', stages: { any: value } }),
      declared,
      functionsDir,
    });
    unvalidated(app);
  }
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe.each(Object.keys(CLUSTERS) as Profile[])("the project's own app, its cluster %s,", (profile) => {
  test('is known here to its last property', () => {
    const model = read(assembly(profile));
    const { topics, subscriptions, endpoints } = declared;
    expect(model.topics.map(({ name }) => name)).toEqual(
      expect.arrayContaining(topics.map(({ name }) => name)),
    );
    expect(model.mappings.map(({ topic }) => topic).sort()).toEqual(
      subscriptions
        .flatMap(({ topic, retryTopics }) => [topic, ...retryTopics].map(({ name }) => name))
        .sort(),
    );
    expect(model.routes.map(({ method, path: at }) => `${method} ${at}`)).toEqual(
      endpoints.map(({ method, path: at }) => `${method} ${at}`),
    );
    for (const { definition } of model.functions) {
      expect(definition.environment.KAFKA_BROKERS).toBe(BROKERS);
    }
    expect(model.cluster.serverProperties).toMatchObject({ 'min.insync.replicas': '2' });
  });
});

test('a cluster that the app does not make has brokers of this machine in its place, which is said', () => {
  const { cluster, notes } = read(assembly('existing'));
  expect(cluster).toMatchObject({ name: 'shared', arn: EXISTING.clusterArn, brokers: 3 });
  expect(notes).toEqual([
    expect.stringContaining(`the cluster ${EXISTING.clusterArn} is not made by the app`),
  ]);
  expect(read(assembly('standard')).notes).toEqual([]);
});

test("the project's own app is read in 150 ms of processor time", () => {
  const before = process.cpuUsage();
  read(assembly('standard'));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(150);
});
