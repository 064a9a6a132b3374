/**
 * Reads a cloud assembly as AWS would deploy it: the stacks in their order, everything in them resolved, and of it
 * the model of what runs here. Whatever of the app would be lost on the way is refused with its place.
 */
import type { AppModel } from './app-model.ts';
import { readAssembly } from './assembly.ts';
import { askedCluster } from './catalogue/custom-aws.ts';
import { ignoreList } from './catalogue/ignore-list.ts';
import { takeStock } from './catalogue/take-stock.ts';
import { show } from './json.ts';
import { checkMappingAccess } from './model/mapping-access.ts';
import { readBuckets } from './model/read-buckets.ts';
import { readCluster } from './model/read-cluster.ts';
import { providersOf, readFunctions } from './model/read-functions.ts';
import { readMappings } from './model/read-mappings.ts';
import { readRegistry } from './model/read-registry.ts';
import { readRoles } from './model/read-roles.ts';
import { readRoutes } from './model/read-routes.ts';
import { readTopics } from './model/read-topics.ts';
import { refuse } from './place.ts';
import { type Resource, resolveStack } from './resolve/resolve-stack.ts';
import { stackTemplate } from './stack-template.ts';

export interface ReadAppOptions {
  readonly assemblyDir: string;
  /** Of stacks that are bound to none. */
  readonly accountId: string;
  readonly region: string;
  /** The IAM listeners of the brokers, `host:port,…`, known before they run. */
  readonly bootstrapBrokers: string;
  /** `Type` and `Type.Property` that are accepted though nobody here knows them. */
  readonly ignore: readonly string[];
}

export function readApp(options: ReadAppOptions): AppModel {
  const { assemblyDir, accountId, region, bootstrapBrokers } = options;
  const ignore = ignoreList(options.ignore);
  const deployment = { bootstrapBrokers, ignore, published: { ssm: new Map(), exports: new Map() } };
  const { stacks, assets } = readAssembly(assemblyDir);
  const resources = stacks.flatMap((stack) =>
    resolveStack(
      stackTemplate(stack),
      { stack: stack.name, account: stack.account ?? accountId, region: stack.region ?? region },
      deployment,
    ),
  );
  const inert = takeStock(resources, providersOf(resources));

  const cluster = readCluster(resources);
  checkAskedClusters(resources, cluster.arn);
  const topics = readTopics(resources, cluster);
  const buckets = readBuckets(resources);
  const allRoles = readRoles(resources);
  const functions = readFunctions(resources, { assemblyDir, assets, roles: allRoles });
  const roles = allRoles.filter(({ name }) => functions.some(({ roleName }) => roleName === name));
  const schemaRegistry = readRegistry(resources);
  const { registries } = schemaRegistry;
  const { mappings, notes: ofMappings } = readMappings(resources, {
    cluster,
    topics,
    functions,
    buckets,
    registries,
  });
  checkMappingAccess({ mappings, functions, roles });
  const notes = [...(cluster.exists ? [standInNote(cluster.arn)] : []), ...ofMappings];
  const routes = readRoutes(resources, functions);
  return {
    cluster,
    topics,
    buckets,
    functions,
    mappings,
    routes,
    schemaRegistry,
    roles,
    inert,
    ignored: ignore.used(),
    notes,
  };
}

const standInNote = (arn: string): string =>
  `the cluster ${arn} is not made by the app: three brokers as MSK gives them stand in for it`;

function checkAskedClusters(resources: readonly Resource[], arn: string): void {
  for (const { type, properties, place } of resources) {
    if (type !== 'Custom::AWS') continue;
    const asked = askedCluster(properties, place);
    if (asked !== arn)
      refuse(place, `it asks for the brokers of ${show(asked)}; the cluster of the app is ${arn}`);
  }
}
