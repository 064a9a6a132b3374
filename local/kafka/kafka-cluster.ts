/**
 * A real Kafka on this machine: a controller and one or three brokers, each a JVM. What started is ended when the start
 * fails. Ready is the cluster when it is whole; after that a node that ends is started again, until `stop`.
 *
 * The caller holds the folder: two clusters in one would end each other's nodes.
 */
import { classData } from '../java/class-data.ts';
import { bootstrapOf } from './address.ts';
import { awaitWhole, firstEnd } from './await-whole.ts';
import { alignInsyncDefault } from './insync-default.ts';
import { KafkaNode, type NodeState } from './kafka-node.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { COLLECTOR, launchNode } from './launch-node.ts';
import type { NodeDefinition } from './node-definition.ts';
import { prepareNodes } from './prepare-nodes.ts';

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

const READY_MS = 60_000;
const STOP_NODE_MS = 20_000;
/** An orderly end takes 1.3 s; a broker that is cut short recovers its logs at the next start. */
const STOP_BROKERS_MS = 1900;
const STOP_CONTROLLER_MS = 500;

export async function startKafka(options: KafkaOptions): Promise<KafkaCluster> {
  const { brokers: count, ports, progress, log } = options;
  const start = performance.now();
  const prepared = await prepareNodes(options);
  const { classPath, caFile } = prepared;
  const classes = classData({ ...options, name: 'kafka', classPath, collector: COLLECTOR });
  const supervised = (node: NodeDefinition): KafkaNode =>
    new KafkaNode(node, () => launchNode(node, prepared, options, classes), log);
  const controller = supervised(prepared.controller);
  const brokers = prepared.members.map(supervised);
  const nodes = [controller, ...brokers];
  const bootstrap = bootstrapOf(ports.plaintext, count);

  async function stop(): Promise<void> {
    await Promise.all([...brokers.map((node) => node.stop(STOP_BROKERS_MS)), classes.stop()]);
    await controller.stop(STOP_CONTROLLER_MS);
  }
  try {
    progress(`kafka: ${count === 1 ? 'one broker' : `${count} brokers`} and a controller starting`);
    await Promise.all(nodes.map((node) => node.start()));
    await awaitWhole({ bootstrap, controller, brokers }, READY_MS, firstEnd(nodes));
    await alignInsyncDefault(bootstrap, prepared.minInsync);
  } catch (error) {
    await stop();
    throw error;
  }
  progress(`kafka: ready after ${((performance.now() - start) / 1000).toFixed(1)} s, ${bootstrap}`);
  void classes.train();

  const node = (id: number): KafkaNode => {
    const found = nodes.find(({ definition }) => definition.id === id);
    if (found) return found;
    throw new Error(`no node ${id}; there are ${nodes.map(({ definition }) => definition.id).join(', ')}`);
  };
  return {
    bootstrap,
    iamBootstrap: bootstrapOf(ports.iam, count),
    caFile,
    nodes: () => nodes.map(({ definition: { id, role }, pid, state }) => ({ id, role, pid, state })),
    ready: (limitMs = READY_MS) => awaitWhole({ bootstrap, controller, brokers }, limitMs),
    kill: (id) => node(id).kill(),
    pause: (id) => node(id).pause(),
    resume: (id) => node(id).resume(),
    stopNode: (id) => node(id).stop(STOP_NODE_MS),
    startNode: (id) => node(id).start(),
    stop,
  };
}
