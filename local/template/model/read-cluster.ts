/**
 * The one cluster of the app. What the brokers of this machine cannot be (SCRAM, plaintext for clients) is refused. Where
 * the app makes none, its topics name one that exists in AWS: three brokers as MSK gives them stand in for it.
 */
import { StartError } from '../../start-error.ts';
import type { ClusterModel } from '../app-model.ts';
import { asText } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { type Properties, propertiesOf } from './properties.ts';
import { ofExpress, serverProperties } from './server-properties.ts';

export function readCluster(resources: readonly Resource[]): ClusterModel {
  const [cluster, second] = resources.filter(({ type }) => type === 'AWS::MSK::Cluster');
  if (cluster === undefined) return standIn(resources);
  const given = propertiesOf(cluster);
  if (second)
    propertiesOf(second).refuse('ClusterName', `one cluster runs here, and ${cluster.logicalId} is another`);
  const subnets =
    given.texts('BrokerNodeGroupInfo.ClientSubnets') ?? given.missing('BrokerNodeGroupInfo.ClientSubnets');
  const brokers = given.integer('NumberOfBrokerNodes', 1, 15) ?? given.missing('NumberOfBrokerNodes');
  if (brokers % subnets.length !== 0) {
    given.refuse(
      'NumberOfBrokerNodes',
      `${brokers} brokers cannot be spread evenly over ${subnets.length} subnets`,
    );
  }
  checkListeners(given);
  const express = given.text('BrokerNodeGroupInfo.InstanceType')?.startsWith('express.') ?? false;
  const properties = settings(given, resources);
  const kafkaVersion = given.text('KafkaVersion') ?? given.missing('KafkaVersion');
  if (!/^\d+\.\d+\.(\d+|x)(\.kraft)?$/.test(kafkaVersion)) {
    given.refuse('KafkaVersion', `'${kafkaVersion}' is not a version such as 4.1.x.kraft`);
  }
  return {
    name: given.text('ClusterName') ?? given.missing('ClusterName'),
    arn: asText(cluster.ref) ?? '',
    brokers,
    kafkaVersion,
    serverProperties: express ? ofExpress(properties) : properties,
    exists: false,
  };
}

function standIn(resources: readonly Resource[]): ClusterModel {
  const topics = resources.filter(({ type }) => type === 'AWS::MSK::Topic').map(propertiesOf);
  const arn = topics[0]?.text('ClusterArn');
  const [, name] = /:cluster\/([^/]+)\/[^/]+$/.exec(arn ?? '') ?? [];
  if (arn === undefined || name === undefined) {
    throw new StartError(
      'the assembly has no AWS::MSK::Cluster, and no topic of one that exists: there is nothing to run the functions against',
    );
  }
  const refuse = (why: string): never => {
    throw new StartError(why);
  };
  const properties = serverProperties('', refuse);
  return { name, arn, brokers: 3, kafkaVersion: '4.1.x.kraft', serverProperties: properties, exists: true };
}

function checkListeners(given: Properties): void {
  const iam = 'ClientAuthentication.Sasl.Iam.Enabled';
  if (given.flag(iam) !== true) given.refuse(iam, 'true is due: the functions of this machine sign with IAM');
  const unauthenticated = 'ClientAuthentication.Unauthenticated.Enabled';
  if (given.flag(unauthenticated))
    given.refuse(unauthenticated, 'the functions of this machine sign with IAM alone');
  given.oneOf('EncryptionInfo.EncryptionInTransit.ClientBroker', ['TLS']);
  given.flag('EncryptionInfo.EncryptionInTransit.InCluster');
}

function settings(given: Properties, resources: readonly Resource[]): Readonly<Record<string, string>> {
  const arn = given.text('ConfigurationInfo.Arn');
  if (arn === undefined) return serverProperties('', () => given.missing('ConfigurationInfo'));
  given.integer('ConfigurationInfo.Revision', 1, 1) ?? given.missing('ConfigurationInfo.Revision');
  const found = resources.find(({ type, ref }) => type === 'AWS::MSK::Configuration' && ref === arn);
  if (found === undefined) {
    return given.refuse('ConfigurationInfo.Arn', `no AWS::MSK::Configuration of the app has the ARN ${arn}`);
  }
  const configuration = propertiesOf(found);
  const versions = configuration.texts('KafkaVersionsList');
  const version = given.text('KafkaVersion') ?? '';
  if (versions && !versions.includes(version)) {
    configuration.refuse(
      'KafkaVersionsList',
      `the cluster's version ${version} is not in it: ${versions.join(', ')}`,
    );
  }
  const lines = configuration.text('ServerProperties') ?? configuration.missing('ServerProperties');
  return serverProperties(lines, (why) => configuration.refuse('ServerProperties', why));
}
