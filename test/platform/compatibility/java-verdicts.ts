/** Runs a Java program of one file, with the jars of the pom beside it, on pairs of reader and writer. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { jars } from '../../../local/java/jars.ts';
import { javaTools } from '../../../local/java/java-tools.ts';

const cacheDir = fileURLToPath(new URL('../../../.local/cache', import.meta.url));

export interface Pair {
  readonly reader: string;
  readonly writer: string;
}

/** For each pair the reasons why the writer's definition may not become the reader's. */
export async function javaVerdicts(
  folder: string,
  pairs: readonly Pair[],
): Promise<readonly (readonly string[])[]> {
  const dir = fileURLToPath(new URL(folder, import.meta.url));
  const source = readdirSync(dir).find((name) => name.endsWith('.java'));
  if (source === undefined || !existsSync(path.join(dir, 'pom.xml'))) throw new Error(`no program in ${dir}`);
  const tools = await javaTools({ cacheDir });
  const classPath = await jars({ pom: path.join(dir, 'pom.xml'), cacheDir, tools, progress: console.log });
  const child = spawn(tools.java, ['-cp', classPath.join(path.delimiter), path.join(dir, source)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  child.stdin.end(JSON.stringify(pairs.map(({ reader, writer }) => ({ reader, writer }))));
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  if (code !== 0) throw new Error(`${source} ended with ${code}:\n${errors}`);
  return JSON.parse(output) as string[][];
}
