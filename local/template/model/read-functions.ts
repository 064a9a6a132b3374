/**
 * The functions that run here: all but those that only serve a custom resource. The code is the folder of the assembly
 * that a deployment would upload; what else Lambda would refuse of a function is refused where functions are made.
 */
import path from 'node:path';
import type { FunctionModel, RoleModel } from '../app-model.ts';
import { asText, get } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { type Properties, propertiesOf } from './properties.ts';

const TYPE = 'AWS::Lambda::Function';
const ASSET = 'aws:asset:path';

/** Functions that are called when a stack is deployed, never by the app. */
export function providersOf(resources: readonly Resource[]): ReadonlySet<Resource> {
  const tokens = new Set(
    resources
      .filter(({ type }) => type.startsWith('Custom::'))
      .map(({ properties }) => asText(get(properties, 'ServiceToken'))),
  );
  return new Set(resources.filter((each) => each.type === TYPE && tokens.has(asText(each.attribute('Arn')))));
}

interface Surroundings {
  readonly assemblyDir: string;
  /** Path in the assembly by object key. */
  readonly assets: ReadonlyMap<string, string>;
  readonly roles: readonly RoleModel[];
}

export function readFunctions(
  resources: readonly Resource[],
  { assemblyDir, assets, roles }: Surroundings,
): readonly FunctionModel[] {
  const providers = providersOf(resources);
  const names = new Set<string>();
  return resources
    .filter((each) => each.type === TYPE && !providers.has(each))
    .map((resource) => {
      const given = propertiesOf(resource);
      const name = given.text('FunctionName') ?? asText(resource.ref) ?? '';
      if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name))
        given.refuse('FunctionName', `'${name}' is not 1 to 64 of a-z A-Z 0-9 _ -`);
      if (names.has(name)) given.refuse('FunctionName', `another function is called '${name}' already`);
      names.add(name);
      given.oneOf('PackageType', ['Zip']);
      const roleArn = given.text('Role') ?? given.missing('Role');
      const role = roles.find(({ arn }) => arn === roleArn);
      const reserved = given.integer('ReservedConcurrentExecutions', 0, 1000);
      return {
        definition: {
          name,
          runtime: given.text('Runtime') ?? given.missing('Runtime'),
          handler: given.text('Handler') ?? given.missing('Handler'),
          codeDir: path.resolve(assemblyDir, assetOf(resource, given, assets)),
          memoryMb: given.integer('MemorySize', 128, 10_240) ?? 128,
          timeoutMs: (given.integer('Timeout', 1, 900) ?? 3) * 1000,
          environment: environmentOf(given),
          ...(reserved !== undefined && { reservedConcurrency: reserved }),
        },
        arn: asText(resource.attribute('Arn')) ?? '',
        roleName: role?.name ?? given.refuse('Role', `no AWS::IAM::Role of the app has the ARN ${roleArn}`),
      };
    });
}

function assetOf({ metadata }: Resource, given: Properties, assets: ReadonlyMap<string, string>): string {
  const key = given.text('Code.S3Key') ?? given.missing('Code.S3Key');
  const tagged = get(metadata, 'aws:asset:property') === 'Code' ? get(metadata, ASSET) : undefined;
  return (
    asText(tagged) ??
    assets.get(key) ??
    given.refuse('Code', `neither its Metadata (${ASSET}) nor an asset manifest tells the folder of '${key}'`)
  );
}

function environmentOf(given: Properties): Readonly<Record<string, string>> {
  const variables = Object.entries(given.object('Environment.Variables') ?? {});
  return Object.fromEntries(
    variables.map(([name, value]) => [
      name,
      asText(value) ?? given.refuse(`Environment.Variables.${name}`, 'text is due'),
    ]),
  );
}
