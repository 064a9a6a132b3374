/**
 * All that precedes the first JVM of a cluster: what can be refused is refused, in the order of what it costs to look;
 * then jars, certificate, data folder and properties are made, or found made.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { jars } from '../java/jars.ts';
import { propertiesText } from '../java/properties-text.ts';
import { checkFolder } from '../process/check-folder.ts';
import { refuseTakenPorts } from '../process/free-ports.ts';
import { callbackJar } from './callback-jar.ts';
import { certificate } from './certificate.ts';
import { makeDataFolder, nodeFolder, refuseOtherCluster } from './data-folder.ts';
import { formatTemplate } from './format-template.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { endLeftovers, propertiesFile } from './leftover-nodes.ts';
import { brokerNodes, controllerNode, type NodeDefinition } from './node-definition.ts';
import { declaredProperties, meaninglessProperties, ownProperties } from './node-properties.ts';

export interface PreparedNodes {
  readonly controller: NodeDefinition;
  readonly members: readonly NodeDefinition[];
  readonly classPath: readonly string[];
  /** Properties and pid files. */
  readonly runDir: string;
  readonly logDir: string;
  readonly caFile: string;
  /** The configuration's, or the default, as this number of brokers allows it. */
  readonly minInsync: string;
}

/** A broker on a full disk takes its data folder offline and ends. */
const ROOM = { who: 'the brokers', bytes: 1e9 };
const POM = fileURLToPath(new URL('./java/pom.xml', import.meta.url));

export async function prepareNodes(options: KafkaOptions): Promise<PreparedNodes> {
  const { dir, cacheDir, tools, brokers, ports, serverProperties, clusterArn, progress, log } = options;
  const controller = controllerNode(ports);
  const members = brokerNodes(brokers, ports);
  const nodes = [controller, ...members];
  const record = { name: clusterArn ?? 'local', brokers };
  const dataDir = path.join(dir, 'data');
  const runDir = path.join(dir, 'run');
  const logDir = path.join(dir, 'logs');

  for (const key of meaninglessProperties(serverProperties)) {
    log(`kafka: ${key} of the MSK configuration has no effect here, as it has none on IAM clients`);
  }
  checkFolder(dir, ROOM);
  mkdirSync(runDir, { recursive: true });
  refuseOtherCluster(dataDir, record, nodes);
  await endLeftovers(runDir, nodes, log);
  await refuseTakenPorts(nodes.flatMap(({ listeners }) => listeners));

  const fetched = await jars({ pom: POM, cacheDir, tools, progress });
  const [callback, keys, template] = await Promise.all([
    callbackJar({ cacheDir, tools, classPath: fetched }),
    certificate({ cacheDir, tools }),
    formatTemplate({ cacheDir, tools, classPath: fetched }),
  ]);
  await makeDataFolder(dataDir, record, nodes, template);
  keepPreviousLogs(logDir);
  const settings = declaredProperties(serverProperties, brokers);
  for (const node of nodes) {
    const own = ownProperties({ node, ports, certificate: keys, dataDir: nodeFolder(dataDir, node) });
    writeFileSync(propertiesFile(runDir, node), propertiesText({ ...settings, ...own }));
  }
  return {
    controller,
    members,
    classPath: [...fetched, callback],
    runDir,
    logDir,
    caFile: keys.caFile,
    minInsync: settings['min.insync.replicas'] ?? '1',
  };
}

/** Those of this run and of the one before. */
function keepPreviousLogs(logDir: string): void {
  if (!existsSync(logDir)) return;
  const previous = `${logDir}.previous`;
  rmSync(previous, { recursive: true, force: true });
  renameSync(logDir, previous);
}
