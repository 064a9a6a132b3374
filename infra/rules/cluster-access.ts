/** Nobody speaks to the brokers in plain text, without a name, or from outside. */
import { type Check, type Finding, refused } from './rule.ts';
import { isTrue, textOf, UNKNOWN, type Value } from './value.ts';

const IN_TRANSIT = 'EncryptionInfo.EncryptionInTransit';
const CLIENTS = 'ClientAuthentication';

export const clientAccess: Check = (cluster): readonly Finding[] => {
  const client = textOf(cluster.at(`${IN_TRANSIT}.ClientBroker`));
  const between: Value | undefined = cluster.at(`${IN_TRANSIT}.InCluster`);
  return [
    ...(client === undefined || client === 'TLS'
      ? []
      : [refused(`${IN_TRANSIT}.ClientBroker`, client, 'TLS (records cross the network)')]),
    ...(textOf(between) === 'false'
      ? [refused(`${IN_TRANSIT}.InCluster`, between, 'true (SASL needs it, and it cannot be changed)')]
      : []),
  ];
};

const KINDS = ['Sasl.Iam.Enabled', 'Sasl.Scram.Enabled', 'Tls.Enabled'];

export const someAuthentication: Check = (cluster): readonly Finding[] => {
  const property = `${CLIENTS}.Unauthenticated.Enabled`;
  const open: Value | undefined = cluster.at(property);
  if (isTrue(open)) {
    return [refused(property, open, 'false: whoever reaches the brokers could read and write everything')];
  }
  const kinds = KINDS.map((each) => cluster.at(`${CLIENTS}.${each}`));
  if (kinds.some((each) => isTrue(each) || (each !== undefined && textOf(each) === undefined))) return [];
  const given = cluster.at(CLIENTS);
  return given === UNKNOWN
    ? []
    : [refused(CLIENTS, given, `one of ${KINDS.join(', ')} (with none MSK lets everybody in)`)];
};

export const publicAccess: Check = (cluster): readonly Finding[] => {
  const property = 'BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type';
  const given = textOf(cluster.at(property));
  return given === undefined || given === 'DISABLED'
    ? []
    : [refused(property, given, 'DISABLED (brokers have no address outside the VPC)')];
};
