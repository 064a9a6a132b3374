/** What a cluster of the template is, as far as the rules of others ask. */
import { type BrokerType, brokerType } from '../kafka/msk-offer.ts';
import { propertyLines } from './property-lines.ts';
import type { Resource } from './resource.ts';
import { numberOf, Reference, textOf, type Value } from './value.ts';

export const CLUSTER = 'AWS::MSK::Cluster';
export const INSTANCE_TYPE = 'BrokerNodeGroupInfo.InstanceType';
export const SUBNETS = 'BrokerNodeGroupInfo.ClientSubnets';

/** Undefined: it is another's, or not known. */
export const clusterAt = (value: Value | undefined): Resource | undefined =>
  value instanceof Reference && value.resource.type === CLUSTER ? value.resource : undefined;

export function brokerTypeOf(cluster: Resource): BrokerType | undefined {
  const name = textOf(cluster.at(INSTANCE_TYPE));
  return name === undefined ? undefined : brokerType(name);
}

export const isExpress = (cluster: Resource): boolean =>
  textOf(cluster.at(INSTANCE_TYPE))?.startsWith('express.') ?? false;

export const brokersOf = (cluster: Resource): number | undefined =>
  numberOf(cluster.at('NumberOfBrokerNodes'));

/** The configuration that the template gives it. */
export function configurationOf(cluster: Resource): Resource | undefined {
  const arn = cluster.at('ConfigurationInfo.Arn');
  return arn instanceof Reference && arn.resource.type === 'AWS::MSK::Configuration'
    ? arn.resource
    : undefined;
}

/** MSK's default, save with tiered storage. Express brokers never do. */
export const electsUnclean = (cluster: Resource): boolean =>
  brokerTypeOf(cluster)?.kind === 'standard' && textOf(cluster.at('StorageMode') ?? 'LOCAL') === 'LOCAL';

/** A broker's property: the configuration's, else MSK's own. Undefined: not known. */
export function serverProperty(cluster: Resource, key: string): string | undefined {
  const given = cluster.at('ConfigurationInfo');
  const configuration = configurationOf(cluster);
  if (given !== undefined && configuration === undefined) return undefined;
  const text = configuration === undefined ? '' : textOf(configuration.at('ServerProperties'));
  if (text === undefined) return undefined;
  return propertyLines(text).findLast((line) => line.key === key)?.value ?? mskDefault(cluster, key);
}

function mskDefault(cluster: Resource, key: string): string | undefined {
  if (isExpress(cluster)) return EXPRESS_DEFAULTS[key];
  if (key === 'min.insync.replicas') return cluster.listAt(SUBNETS).length === 2 ? '1' : '2';
  return undefined;
}

const EXPRESS_DEFAULTS: Readonly<Record<string, string>> = { 'min.insync.replicas': '2' };
