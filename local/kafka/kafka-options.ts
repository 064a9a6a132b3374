import type { ChildProcess } from 'node:child_process';
import type { JavaTools } from '../java/java-tools.ts';
import type { KafkaPorts } from './node-definition.ts';
import type { Properties } from './node-properties.ts';

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
