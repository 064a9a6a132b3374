import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { resourcesOf } from '../../infra/check-resources.ts';
import type { Declared } from '../../infra/declared.ts';
import { deployment } from '../../infra/deployment.ts';
import { stageOf } from '../../infra/stage/stage.ts';
import { days } from '../../shared/declare/duration.ts';
import { endpoint } from '../../shared/declare/endpoint.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { subscription } from '../../shared/declare/subscription.ts';
import { topic } from '../../shared/declare/topic.ts';
import { doNothingHandlers } from './do-nothing-handlers.ts';
import { TemplateReader } from './template-reader.ts';
import { unvalidated } from './unvalidated.ts';
import { linesOf, widgetsOf } from './watch/watched.ts';

/** Beside two endpoints. */
const FIT = 24;

const dir = mkdtempSync(path.join(tmpdir(), 'many-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Each has the three retry topics that it has by default, and everything that can be watched. */
function declaredMany(count: number): Declared {
  const value = plainJson(z.object({ id: z.string() }));
  const [orders, paid] = ['orders.events.v1', 'paid.events.v1'].map((name) =>
    topic(name, { partitions: 3, retention: days(2), key: 'id', value, claimCheck: true }),
  );
  return {
    topics: [orders!, paid!],
    subscriptions: Array.from({ length: count }, (_, index) =>
      subscription(`invoice-orders-${index}`, { topic: orders!, publishes: [paid!], objects: ['invoices/'] }),
    ),
    endpoints: ['place-order', 'pay-order'].map((name) =>
      endpoint(name, { method: 'POST', path: `/${name}`, publishes: [orders!] }),
    ),
  };
}

async function deployed(count: number): Promise<App> {
  const declared = declaredMany(count);
  const root = path.join(dir, String(count));
  const flags = { 'aws:cdk:enable-path-metadata': true, '@aws-cdk/core:suppressTemplateIndentation': true };
  const app = new App({
    outdir: path.join(root, 'cdk.out'),
    context: { ...CURRENTLY_RECOMMENDED_FLAGS, ...flags },
  });
  const stage = stageOf({ stage: 'any', stages: { any: { cluster: { profile: 'standard' } } } });
  await deployment(app, { stage, declared, functionsDir: doNothingHandlers(declared, root) });
  return app;
}

it(`${FIT} subscriptions with three retry topics each are what CloudFormation and CloudWatch take`, async () => {
  const app = await deployed(FIT);
  const { stacks } = unvalidated(app);
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['kafka', 'functions', 'alarms']);
  for (const { stackName, template } of stacks) {
    const resources = Object.keys(template.Resources).length;
    expect(resourcesOf(app.node.findChild(stackName) as Stack), stackName).toBe(resources);
    expect(resources, stackName).toBeLessThanOrEqual(500);
    expect(Object.keys(template.Parameters ?? {}).length, stackName).toBeLessThanOrEqual(200);
    expect(JSON.stringify(template).length, stackName).toBeLessThanOrEqual(1_000_000);
  }
  const functions = new TemplateReader(stacks.find(({ stackName }) => stackName === 'functions')?.template);
  const lines = widgetsOf(functions).map((widget) => linesOf(widget).length);
  expect(Math.max(...lines)).toBeLessThanOrEqual(500);
  expect(lines.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(2_500);
});

it('one more is refused: what it comes to, what is allowed, and what to do', async () => {
  await expect(deployed(FIT + 1)).rejects.toThrow(
    /^stack 'functions': the number of its resources is 516; allowed: at most 500\. .*subscriptions: 25, .*retry topics: 75, endpoints: 2\. Fewer retry topics/,
  );
});
