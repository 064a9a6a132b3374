/**
 * What a node's empty data folder holds, made by Kafka's own tool once and kept: it costs a JVM (1.2 s), and the feature
 * levels in it are the same for every node and cluster. The ids in meta.properties are written anew for each.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { JavaTools } from '../java/java-tools.ts';
import { madeOnce } from '../java/made-once.ts';
import { propertiesText } from '../java/properties-text.ts';
import { StartError } from '../start-error.ts';
import { CONTROLLER_ID, HOST } from './node-definition.ts';

const run = promisify(execFile);

/** Of no cluster that ever runs. */
const PLACEHOLDER_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

export interface FormatOptions {
  readonly cacheDir: string;
  readonly tools: JavaTools;
  readonly classPath: readonly string[];
}

/** A folder to copy, `meta.properties` apart. */
export async function formatTemplate({ cacheDir, tools, classPath }: FormatOptions): Promise<string> {
  const hash = createHash('sha256').update(classPath.join('\n')).digest('hex').slice(0, 16);
  const dir = await madeOnce(path.join(cacheDir, `format-${hash}`), async (into) => {
    const file = path.join(into, 'format.properties');
    writeFileSync(
      file,
      propertiesText({
        'process.roles': 'controller',
        'node.id': String(CONTROLLER_ID),
        'log.dirs': path.join(into, 'node'),
        'controller.quorum.voters': `${CONTROLLER_ID}@${HOST}:1`,
        'controller.listener.names': 'CONTROLLER',
        listeners: `CONTROLLER://${HOST}:1`,
      }),
    );
    const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath.join(path.delimiter)];
    const format = ['kafka.tools.StorageTool', 'format', '-t', PLACEHOLDER_ID, '-c', file];
    try {
      await run(tools.java, [...flags, ...format]);
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      throw new StartError(`Kafka could not format a data folder:\n${stderr || message}`);
    }
  });
  return path.join(dir, 'node');
}
