/**
 * The functions stack, deployed: `cdk deploy` as in production, against an emulator of AWS that refuses what it cannot
 * make. In this order, each on what the one before left:
 *
 *   a first create that fails → the create over it → nothing to do → an update that fails → an update → destroy
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { declared } from '../../infra/declared.ts';
import { startWatchdog } from '../../local/process/watchdog.ts';
import { ACCOUNT, REGION } from './account.ts';
import { type AwsClient, awsClient } from './aws-client.ts';
import { type Cdk, type CdkRun, cdkAgainst } from './cdk.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { pythonWith } from './python.ts';
import { NOT_KEPT, readBack } from './read-back.ts';
import { seed } from './seed.ts';
import { signedPost, unsignedPost } from './signed-post.ts';
import { eventsOf, physicalIds, statusOf } from './stack.ts';
import { type Resource, readTemplate, resourcesOf, type Template } from './template.ts';

const watchdog = startWatchdog();
const dir = mkdtempSync(path.join(tmpdir(), 'deploy-test-'));
const assembly = (name: string) => path.join(dir, name);

let emulator: Emulator;
let aws: AwsClient;
let cdk: Cdk;
let values: ReadonlyMap<string, string>;
/** Of the project, as it is declared. */
let template: Template;

/** An app, or an assembly that was made of it before. */
const deploy = (app: string): Promise<CdkRun> =>
  cdk('deploy', 'functions', '--app', app, '--exclusively', '--require-approval', 'never');

async function synthesize(name: string, ...app: readonly string[]): Promise<Template> {
  const { code, output } = await cdk('synth', 'functions', '--quiet', '--output', assembly(name), ...app);
  expect(code, output).toBe(0);
  return readTemplate(assembly(name));
}

const deployed = async (of: Template): Promise<readonly Resource[]> =>
  resourcesOf(of, { values, physicalIds: await physicalIds(aws) });

beforeAll(async () => {
  const python = await pythonWith('emulator');
  emulator = await startEmulator({ python, dir, watchdog });
  const { endpoint } = emulator;
  aws = awsClient({ python, endpoint, watchdog });
  cdk = cdkAgainst({ endpoint, dir, watchdog });
  const { code, output } = await cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', '');
  expect(code, output).toBe(0);
  template = await synthesize('declared');
  values = await seed(aws, { template, declared });
});

afterAll(async () => {
  aws?.stop();
  emulator?.stop();
  await watchdog.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** By logical and physical id, what the template speaks of: an alarm has a state as well. */
async function everythingLive(of: Template): Promise<ReadonlyMap<string, object>> {
  const all = new Map<string, object>();
  for (const each of await deployed(of)) {
    const live = await readBack(aws, each);
    const named = Object.keys(each.properties).map((name) => [name, live?.[name]]);
    all.set(`${each.logicalId} ${each.physicalId}`, Object.fromEntries(named));
  }
  return all;
}

/** Every property of the template is in effect, except what the emulator does not keep. */
async function expectInEffect(of: Template): Promise<void> {
  const forgotten: Record<string, Set<string>> = {};
  const resources = await deployed(of);
  expect(resources.map(({ logicalId }) => logicalId).toSorted()).toEqual(
    Object.keys(of.Resources).toSorted(),
  );
  for (const resource of resources) {
    const { logicalId, type, properties } = resource;
    const live = await readBack(aws, resource);
    expect(live, `${logicalId} is not there`).toBeDefined();
    for (const [name, value] of Object.entries(properties)) {
      if (NOT_KEPT[type]?.includes(name)) {
        expect(live?.[name], `${type} keeps ${name} by now: compare it`).toBeUndefined();
        forgotten[type] = (forgotten[type] ?? new Set()).add(name);
      } else {
        expect({ [name]: live?.[name] }, `${logicalId} (${type})`).toMatchObject({ [name]: value });
      }
    }
  }
  for (const [type, names] of Object.entries(NOT_KEPT)) {
    expect([...(forgotten[type] ?? [])].toSorted(), `${type}: what it does not keep`).toEqual(names);
  }
}

it('a first create that fails says why, rolls back and leaves nothing behind', async () => {
  const failing = await synthesize('failing', '--app', 'node test/deploy/apps/failing.ts');
  const { code, output } = await deploy(assembly('failing'));
  expect(code, output).not.toBe(0);
  expect(output).toContain('already exists');
  expect(await statusOf(aws)).toBe('ROLLBACK_COMPLETE');
  const created = (await eventsOf(aws)).filter(({ status }) => status === 'CREATE_COMPLETE');
  const ids = new Map(created.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
  const resources = resourcesOf(failing, { values, physicalIds: ids });
  // All but the one that failed, which comes last.
  expect(resources).toHaveLength(Object.keys(failing.Resources).length - 1);
  for (const resource of resources) {
    expect(await readBack(aws, resource), `${resource.logicalId} is still there`).toBeUndefined();
  }
});

it('the same stack is created over one that rolled back', async () => {
  const { code, output } = await deploy(assembly('declared'));
  expect(code, output).toBe(0);
  expect(await statusOf(aws)).toBe('CREATE_COMPLETE');
});

it('what is deployed is what the template says', async () => {
  await expectInEffect(template);
});

it('every function is the bundle that was made of it, and runs on the Node of its runtime', async () => {
  const functions = (await deployed(template)).filter(({ type }) => type === 'AWS::Lambda::Function');
  expect(functions).not.toHaveLength(0);
  const [major] = process.versions.node.split('.');
  for (const { physicalId, properties } of functions) {
    const hostile = await aws.call('lambda', 'invoke', {
      FunctionName: physicalId,
      Payload: '{"records":7}',
    });
    if (declared.endpoints.some(({ name }) => name === physicalId)) {
      expect(JSON.parse(hostile.Payload)).toMatchObject({ statusCode: 400 });
    } else {
      expect(hostile.FunctionError).toBe('Unhandled');
      expect(JSON.parse(hostile.Payload).errorMessage).toMatch(/^records is of type number/);
    }
    expect(properties.Runtime).toBe(`nodejs${major}.x`);
    const started = emulator.nodesStarted().filter((line) => line.includes(`-lambda-${physicalId}-`));
    expect(started).not.toHaveLength(0);
  }
});

it('the HTTP API refuses who has not signed, and hands a signed request to the function of its route', async () => {
  const api = (await deployed(template)).find(({ type }) => type === 'AWS::ApiGatewayV2::Api');
  for (const { path } of declared.endpoints) {
    const post = { port: emulator.port, apiId: api?.physicalId ?? '', path, body: 'not JSON' };
    expect(await unsignedPost(post)).toMatchObject({ status: 403 });
    expect(await signedPost(post)).toEqual({
      status: 400,
      body: '{"errors":[{"path":"","message":"the body is not JSON in UTF-8"}]}',
    });
  }
});

it('deployed again, nothing is to be done: bundles and template come out the same', async () => {
  const before = await eventsOf(aws);
  await synthesize('again');
  const { code, output } = await deploy(assembly('again'));
  expect(code, output).toBe(0);
  expect(output).toContain('(no changes)');
  expect(await eventsOf(aws)).toEqual(before);
});

it('an update that fails brings back what was there', async () => {
  const { code, output } = await deploy(assembly('failing'));
  expect(code, output).not.toBe(0);
  expect(await statusOf(aws)).toBe('UPDATE_ROLLBACK_COMPLETE');
  await expectInEffect(template);
});

it('an update changes in place what is declared otherwise, and touches nothing else', async () => {
  const before = await everythingLive(template);
  const changed = await synthesize('changed', '--app', 'node test/deploy/apps/more-memory.ts');
  const { code, output } = await deploy(assembly('changed'));
  expect(code, output).toBe(0);
  expect(await statusOf(aws)).toBe('UPDATE_COMPLETE');
  await expectInEffect(changed);
  const after = await everythingLive(changed);
  expect([...after.keys()]).toEqual([...before.keys()]);
  const different = [...after.keys()].filter(
    (key) => JSON.stringify(after.get(key)) !== JSON.stringify(before.get(key)),
  );
  const declaredOtherwise = Object.keys(changed.Resources).filter(
    (id) => JSON.stringify(changed.Resources[id]) !== JSON.stringify(template.Resources[id]),
  );
  expect(different.map((key) => key.split(' ')[0])).toEqual(declaredOtherwise);
  expect(different).not.toHaveLength(0);
});

it('destroyed, nothing of the stack is left, and everything that the kafka stack made is', async () => {
  const resources = await deployed(template);
  const { code, output } = await cdk('destroy', 'functions', '--force', '--app', assembly('declared'));
  expect(code, output).toBe(0);
  await expect(statusOf(aws)).rejects.toThrow('does not exist');
  for (const resource of resources) {
    const retained = template.Resources[resource.logicalId]?.DeletionPolicy?.startsWith('Retain') ?? false;
    const there = (await readBack(aws, resource)) !== undefined;
    expect(there, `${resource.logicalId} is there`).toBe(retained);
  }
  for (const [Name, Value] of values) {
    expect(await aws.call('ssm', 'get_parameter', { Name })).toMatchObject({ Parameter: { Value } });
  }
  const { Buckets } = await aws.call('s3', 'list_buckets');
  const buckets = Buckets.map(({ Name }: { Name: string }) => Name);
  expect(buckets).toEqual(
    expect.arrayContaining([...values.values()].filter((each) => /-bucket-/.test(each))),
  );
});
