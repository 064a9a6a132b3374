/**
 * A real Kafka on this machine: a controller and one or three brokers, each a JVM. Everything that can be refused is
 * refused before the first of them starts; what started is ended when the start fails.
 *
 * Ready is the cluster when it is whole. After that a node that ends is started again; the cluster lasts until `stop`.
 * The caller holds the folder: two clusters in one would end each other's nodes.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClassData, classData } from '../java/class-data.ts';
import { jars } from '../java/jars.ts';
import type { JavaTools } from '../java/java-tools.ts';
import { exitText, type Jvm, startJvm } from '../java/jvm-process.ts';
import { StartError } from '../start-error.ts';
import { callbackJar } from './callback-jar.ts';
import { certificate } from './certificate.ts';
import { makeDataFolder, nodeFolder, refuseOtherCluster } from './data-folder.ts';
import { formatTemplate } from './format-template.ts';
import { refuseTakenPorts } from './free-ports.ts';
import { refuseFullDisk } from './free-space.ts';
import { KafkaNode, type NodeState } from './kafka-node.ts';
import { endLeftovers, propertiesFile, recordPid } from './leftover-nodes.ts';
import {
  brokerNodes,
  controllerNode,
  HOST,
  type KafkaPorts,
  type NodeDefinition,
} from './node-definition.ts';
import { meaninglessProperties, nodeProperties, type Properties, propertiesText } from './node-properties.ts';
import { whole } from './wholeness.ts';

export interface KafkaOptions {
  /** Data, properties and logs of the nodes. */
  readonly dir: string;
  readonly cacheDir: string;
  readonly tools: JavaTools;
  readonly brokers: 1 | 3;
  readonly ports: KafkaPorts;
  /** The MSK configuration of the template. */
  readonly serverProperties: Properties;
  /** The folder is this cluster's. Default `local`. */
  readonly clusterArn?: string;
  /** What the person who waits should see. */
  readonly progress: (text: string) => void;
  readonly log: (text: string) => void;
  /** Announces each JVM to a watchdog. */
  readonly track?: (child: ChildProcess) => void;
}

export interface KafkaCluster {
  /** Plaintext, for any client. */
  readonly bootstrap: string;
  /** TLS and OAUTHBEARER, for clients with the MSK IAM signer. */
  readonly iamBootstrap: string;
  /** PEM that the brokers' certificate is trusted by. */
  readonly caFile: string;
  nodes(): readonly KafkaNodeView[];
  /** Resolves when the cluster is whole; throws what is missing after `limitMs`, default 60 s. */
  ready(limitMs?: number): Promise<void>;
  /** SIGKILL; the node comes back by itself. */
  kill(id: number): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  pause(id: number): void;
  resume(id: number): void;
  /** Ended in an orderly way and held down. */
  stopNode(id: number): Promise<void>;
  /** Does not wait until it serves: see `ready`. */
  startNode(id: number): Promise<void>;
  /** Resolves when no JVM is left, within 2.5 s. */
  stop(): Promise<void>;
}

export interface KafkaNodeView {
  readonly id: number;
  readonly role: 'controller' | 'broker';
  readonly pid: number | undefined;
  readonly state: NodeState;
}

const POM = fileURLToPath(new URL('./java/pom.xml', import.meta.url));
const COLLECTOR = '-XX:+UseSerialGC';
const READY_MS = 60_000;
const STOP_NODE_MS = 20_000;
/** An orderly end takes 1.3 s; a broker that is cut short recovers its logs at the next start. */
const STOP_BROKERS_MS = 1900;
const STOP_CONTROLLER_MS = 500;

export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const { dir, cacheDir, tools, brokers, ports, serverProperties, progress, log } = options;
  const start = performance.now();
  const controller = controllerNode(ports);
  const members = brokerNodes(brokers, ports);
  const definitions = [controller, ...members];
  const record = { name: options.clusterArn ?? 'local', brokers };
  const dataDir = path.join(dir, 'data');
  const runDir = path.join(dir, 'run');

  for (const key of meaninglessProperties(serverProperties)) {
    log(`kafka: ${key} of the MSK configuration has no effect here, as it has none on IAM clients`);
  }
  mkdirSync(runDir, { recursive: true });
  refuseFullDisk(dir);
  refuseOtherCluster(dataDir, record, definitions);
  await endLeftovers(runDir, definitions, log);
  await refuseTakenPorts(definitions);

  const fetched = await jars({ pom: POM, cacheDir, tools, progress });
  const [callback, keys, template] = await Promise.all([
    callbackJar({ cacheDir, tools, classPath: fetched }),
    certificate({ cacheDir, tools }),
    formatTemplate({ cacheDir, tools, classPath: fetched }),
  ]);
  await makeDataFolder(dataDir, record, definitions, template);
  writeFileSync(path.join(runDir, 'log4j2.properties'), LOG4J);
  for (const node of definitions) {
    const properties = nodeProperties({
      node,
      brokers,
      ports,
      dataDir: nodeFolder(dataDir, node),
      certificate: keys,
      serverProperties,
    });
    writeFileSync(propertiesFile(runDir, node), propertiesText(properties));
  }

  const classPath = [...fetched, callback];
  const classes = classData({ ...options, name: 'kafka', classPath, collector: COLLECTOR });
  const launch = (node: NodeDefinition) => () => launchNode(options, node, { runDir, classPath, classes });
  const nodes = definitions.map((node) => new KafkaNode(node, launch(node), log));
  const stop = async (): Promise<void> => {
    const [first, ...rest] = nodes;
    await Promise.all([...rest.map((node) => node.stop(STOP_BROKERS_MS)), classes.stop()]);
    await first?.stop(STOP_CONTROLLER_MS);
  };
  const bootstrap = listOf(ports.plaintext, brokers);
  try {
    progress(`kafka: ${brokers === 1 ? 'one broker' : `${brokers} brokers`} and a controller starting`);
    await Promise.all(nodes.map((node) => node.start()));
    await waitUntilWhole(bootstrap, nodes, READY_MS, firstEnd(nodes));
  } catch (error) {
    await stop();
    throw error;
  }
  progress(`kafka: ready after ${((performance.now() - start) / 1000).toFixed(1)} s, ${bootstrap}`);
  void classes.train();

  const node = (id: number): KafkaNode => {
    const found = nodes.find(({ definition }) => definition.id === id);
    if (found) return found;
    throw new Error(`no node ${id}; there are ${definitions.map((each) => each.id).join(', ')}`);
  };
  return {
    bootstrap,
    iamBootstrap: listOf(ports.iam, brokers),
    caFile: keys.caFile,
    nodes: () => nodes.map(({ definition: { id, role }, pid, state }) => ({ id, role, pid, state })),
    ready: (limitMs = READY_MS) => waitUntilWhole(bootstrap, nodes, limitMs),
    kill: (id) => node(id).kill(),
    pause: (id) => node(id).pause(),
    resume: (id) => node(id).resume(),
    stopNode: (id) => node(id).stop(STOP_NODE_MS),
    startNode: (id) => node(id).start(),
    stop,
  };
}

function launchNode(
  { dir, tools, track }: KafkaOptions,
  node: NodeDefinition,
  parts: { readonly runDir: string; readonly classPath: readonly string[]; readonly classes: ClassData },
): Jvm {
  const { runDir, classPath, classes } = parts;
  const name = `${node.role}-${node.id}`;
  const jvm = startJvm({
    java: tools.java,
    flags: [...JVM_FLAGS, ...classes.flags(name), `-Dlog4j2.configurationFile=${runDir}/log4j2.properties`],
    classPath,
    command: ['kafka.Kafka', propertiesFile(runDir, node)],
    logFile: path.join(dir, 'logs', `${name}.log`),
    cwd: runDir,
    ...(track && { track }),
  });
  recordPid(runDir, node, jvm.pid);
  return jvm;
}

/** C2 would cost more CPU than the whole start takes; 128 MB carried 250 MB of records in and out. */
const JVM_FLAGS = [
  '-Xms64m',
  '-Xmx128m',
  COLLECTOR,
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Xss512k',
  '-XX:MaxDirectMemorySize=128m',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  '-Dlog4j2.disableJmx=true',
];

const LOG4J = `status=error
appender.c.type=Console
appender.c.name=C
appender.c.layout.type=PatternLayout
appender.c.layout.pattern=%d{HH:mm:ss.SSS} %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.c.ref=C
`;

const listOf = (port: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `${HOST}:${port + index}`).join(',');

/** While it starts, a node that ends has a reason that a second try would meet again. */
function firstEnd(nodes: readonly KafkaNode[]): Promise<never> {
  const end = Promise.race(
    nodes.map(async (node) => {
      const exit = await node.exited;
      const how = exit ? `${exitText(exit)}\n${exit.tail}` : 'not started';
      throw new StartError(`${node.definition.name} ended while it started: ${how}`);
    }),
  );
  end.catch(() => {});
  return end;
}

async function waitUntilWhole(
  bootstrap: string,
  nodes: readonly KafkaNode[],
  limitMs: number,
  failed?: Promise<never>,
): Promise<void> {
  const missing = await whole({ bootstrap, limitMs, ...(failed && { failed }) });
  if (missing === undefined) return;
  const [controller, ...brokers] = nodes;
  const blamed = [...[...missing.keys()].map((index) => brokers[index]), controller];
  const lines = [...missing].map(([index, what]) => `broker ${index + 1}: ${what}`);
  const tails = blamed.map((node) => `${node?.definition.name} says:\n${node?.tail}`);
  throw new StartError(
    `the brokers are not ready after ${Math.round(limitMs / 1000)} s\n${[...lines, ...tails].join('\n')}`,
  );
}
