/**
 * What the brokers keep. The folder appears whole, with a record of the cluster it was made for; a folder of another
 * cluster is refused before anything starts: a broker in it would run, never join, and only its log would say why.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { madeOnce } from '../java/made-once.ts';
import { StartError } from '../start-error.ts';
import type { NodeDefinition } from './node-definition.ts';

const RECORD = 'cluster.json';
const REMEDY = 'use --fresh to begin with empty topics, or choose another folder with --data';

export interface ClusterRecord {
  /** Of the template's cluster: its ARN. */
  readonly name: string;
  readonly brokers: number;
}

export const nodeFolder = (dir: string, { id }: NodeDefinition): string => path.join(dir, String(id));

export function refuseOtherCluster(
  dir: string,
  wanted: ClusterRecord,
  nodes: readonly NodeDefinition[],
): void {
  if (!existsSync(dir)) return;
  const kept = readRecord(dir);
  if (kept === undefined) {
    throw new StartError(`${dir} holds no readable ${RECORD}, so it is no cluster's; ${REMEDY}`);
  }
  if (kept.name !== wanted.name || kept.brokers !== wanted.brokers) {
    throw new StartError(
      `${dir} holds the cluster ${kept.name} of ${kept.brokers} brokers; this one is ${wanted.name} of ${wanted.brokers}: ${REMEDY}`,
    );
  }
  for (const node of nodes) {
    const file = path.join(nodeFolder(dir, node), 'meta.properties');
    const found = clusterIdIn(file);
    if (found === kept.clusterId) continue;
    throw new StartError(
      `${file} belongs to cluster ${found ?? '(unreadable)'}, the folder to ${kept.clusterId}: ${REMEDY}`,
    );
  }
}

export async function makeDataFolder(
  dir: string,
  record: ClusterRecord,
  nodes: readonly NodeDefinition[],
  template: string,
): Promise<void> {
  await madeOnce(dir, async (into) => {
    const clusterId = kafkaUuid();
    for (const node of nodes) {
      const folder = nodeFolder(into, node);
      cpSync(template, folder, { recursive: true });
      writeFileSync(
        path.join(folder, 'meta.properties'),
        `version=1\ncluster.id=${clusterId}\nnode.id=${node.id}\ndirectory.id=${kafkaUuid()}\n`,
      );
    }
    writeFileSync(path.join(into, RECORD), `${JSON.stringify({ ...record, clusterId }, undefined, 2)}\n`);
  });
}

function readRecord(dir: string): (ClusterRecord & { readonly clusterId: string }) | undefined {
  try {
    return JSON.parse(readFileSync(path.join(dir, RECORD), 'utf8')) as ClusterRecord & { clusterId: string };
  } catch {
    return undefined;
  }
}

function clusterIdIn(file: string): string | undefined {
  try {
    return /^cluster\.id=(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.trim();
  } catch {
    return undefined;
  }
}

/** Kafka's own never begin with a dash, which its tools would take for an option. */
const kafkaUuid = (): string => randomBytes(16).toString('base64url').replace(/^-/, 'A');
