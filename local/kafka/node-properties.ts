/**
 * The properties file of one node: small and fast defaults, over them what the template's MSK configuration says, over
 * both what the platform owns. A configuration that names one of the latter is refused, save where MSK allows it and it
 * has no meaning here; factors follow the number of brokers.
 */
import { StartError } from '../start-error.ts';
import { CALLBACK_CLASS } from './callback-jar.ts';
import type { Certificate } from './certificate.ts';
import { CONTROLLER_ID, HOST, type KafkaPorts, type NodeDefinition } from './node-definition.ts';

export type Properties = Readonly<Record<string, string>>;

/** Fewer threads, less memory and waiting than a broker of its own machine: 860 → 430 MB, 4.3 → 3.3 s to start. */
const SMALL: Properties = {
  'num.partitions': '1',
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'auto.create.topics.enable': 'false',
  'unclean.leader.election.enable': 'false',
  'offsets.topic.replication.factor': '3',
  'offsets.topic.num.partitions': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'transaction.state.log.num.partitions': '3',
  'share.coordinator.state.topic.replication.factor': '3',
  'share.coordinator.state.topic.min.isr': '2',
  'share.coordinator.state.topic.num.partitions': '3',
  'group.initial.rebalance.delay.ms': '0',
  'num.network.threads': '2',
  'num.io.threads': '4',
  'background.threads': '2',
  'num.recovery.threads.per.data.dir': '1',
  'num.replica.fetchers': '1',
  'log.cleaner.dedupe.buffer.size': '4194304',
  'log.index.size.max.bytes': '1048576',
  'replica.fetch.backoff.ms': '200',
};

/** A dead broker is out after 3 s, so that a failover takes 3.5 to 4.3 s; a healthy one on a loaded machine stays in. */
const TIMERS: Properties = {
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '500',
  'controller.quorum.election.timeout.ms': '500',
  'controller.quorum.election.backoff.max.ms': '250',
  'controller.quorum.fetch.timeout.ms': '1500',
};

const OWNED =
  /^(process\.roles|node\.id|broker\.(id|rack|session\.|heartbeat\.).*|(advertised\.)?listeners|listener\..*|inter\.broker\.listener\.name|security\..*|controller\..*|log\.dirs?|metadata\.log\.dir|authorizer\.class\.name|super\.users|sasl\..*|ssl\..*|principal\.builder\.class)$/;
/** IAM decides in MSK whatever the ACLs are. */
const WITHOUT_MEANING = /^(allow\.everyone\.if\.no\.acl\.found|zookeeper\..*)$/;
const FACTOR = /(^|\.)(replication\.factor|min\.isr|min\.insync\.replicas)$/;

/** What the template says that has no meaning here. What it must not say is thrown. */
export function meaninglessProperties(serverProperties: Properties): string[] {
  const owned = Object.keys(serverProperties).filter((key) => OWNED.test(key));
  if (owned.length > 0) {
    throw new StartError(
      `the MSK configuration sets ${owned.join(', ')}: the platform sets that itself, as MSK does; remove it`,
    );
  }
  return Object.keys(serverProperties).filter((key) => WITHOUT_MEANING.test(key));
}

/** The same on every node. */
export function declaredProperties(serverProperties: Properties, brokers: number): Properties {
  const declared = Object.entries({ ...SMALL, ...serverProperties })
    .filter(([key]) => !WITHOUT_MEANING.test(key))
    .map(([key, value]) => [key, FACTOR.test(key) ? atMost(brokers, value) : value] as const);
  return Object.fromEntries(declared);
}

export interface OwnOptions {
  readonly node: NodeDefinition;
  readonly ports: KafkaPorts;
  readonly dataDir: string;
  readonly certificate: Certificate;
}

/** They win over the declared ones. */
export function ownProperties(options: OwnOptions): Properties {
  const { node, ports, dataDir } = options;
  return {
    ...TIMERS,
    'process.roles': node.role,
    'node.id': String(node.id),
    'log.dirs': dataDir,
    'controller.quorum.voters': `${CONTROLLER_ID}@${HOST}:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,IAM:SASL_SSL,CONTROLLER:PLAINTEXT',
    // The plaintext listener is the platform's and the visitor's; functions come through IAM.
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'allow.everyone.if.no.acl.found': 'false',
    ...(node.role === 'controller' ? controllerOnly(ports) : brokerOnly(options)),
  };
}

const controllerOnly = (ports: KafkaPorts): Properties => ({
  listeners: `CONTROLLER://${HOST}:${ports.controller}`,
});

function brokerOnly({ node, ports, certificate }: OwnOptions): Properties {
  const own = `PLAINTEXT://${HOST}:${ports.plaintext + node.id - 1},IAM://${HOST}:${ports.iam + node.id - 1}`;
  return {
    listeners: own,
    'advertised.listeners': own,
    'inter.broker.listener.name': 'PLAINTEXT',
    'broker.rack': `az${node.id}`,
    'sasl.enabled.mechanisms': 'OAUTHBEARER',
    'listener.name.iam.sasl.enabled.mechanisms': 'OAUTHBEARER',
    'listener.name.iam.oauthbearer.sasl.jaas.config':
      'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;',
    'listener.name.iam.oauthbearer.sasl.server.callback.handler.class': CALLBACK_CLASS,
    'listener.name.iam.ssl.keystore.type': 'PKCS12',
    'listener.name.iam.ssl.keystore.location': certificate.keyStore,
    'listener.name.iam.ssl.keystore.password': certificate.password,
  };
}

function atMost(brokers: number, value: string): string {
  return Number(value) > brokers ? String(brokers) : value;
}
