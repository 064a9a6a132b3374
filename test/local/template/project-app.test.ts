import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { deployment } from '../../../infra/deployment.ts';
import { stageOf } from '../../../infra/stage/stage.ts';
import { BROKERS, read } from './sample-app.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'project-app-'));

beforeAll(async () => {
  // neither bundles nor CloudFormation's own rules are looked at here, and both take longer than all the rest
  vi.stubEnv('CDK_VALIDATION', 'false');
  const app = new App({
    outdir: dir,
    context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] },
  });
  await deployment(app, {
    stage: stageOf({ stage: 'dev', stages: { dev: { cluster: { profile: 'standard' } } } }),
    declared,
    functionsDir: path.resolve(import.meta.dirname, '../../../functions'),
  });
  app.synth();
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

test("the project's own app is known here to its last property", () => {
  const model = read(dir);
  const { topics, subscriptions, endpoints } = declared;
  expect(model.topics.map(({ name }) => name)).toEqual(
    expect.arrayContaining(topics.map(({ name }) => name)),
  );
  expect(model.mappings.map(({ topic }) => topic).sort()).toEqual(
    subscriptions.flatMap(({ topic, retryTopics }) => [topic, ...retryTopics].map(({ name }) => name)).sort(),
  );
  expect(model.routes.map(({ method, path: at }) => `${method} ${at}`)).toEqual(
    endpoints.map(({ method, path: at }) => `${method} ${at}`),
  );
  for (const { definition } of model.functions) expect(definition.environment.KAFKA_BROKERS).toBe(BROKERS);
  expect(model.notes).toEqual([]);
});

test("the project's own app is read in 150 ms of processor time", () => {
  const before = process.cpuUsage();
  read(dir);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(150);
});
