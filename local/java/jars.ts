/**
 * The jars of a committed pom, fetched by Maven on first use and kept in a folder named for the pom's content. Later
 * calls run no Maven. The class path is sorted and explicit, since an archive of classes is tied to it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JavaTools } from './java-tools.ts';
import { madeOnce } from './made-once.ts';
import { copyDependencies } from './maven.ts';

export interface JarsOptions {
  /** Absolute path of the pom. */
  readonly pom: string;
  readonly cacheDir: string;
  readonly tools: JavaTools;
  readonly progress: (text: string) => void;
}

export async function jars({ pom, cacheDir, tools, progress }: JarsOptions): Promise<readonly string[]> {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16);
  const dir = path.join(cacheDir, `jars-${hash}`);
  if (!existsSync(dir)) {
    await madeOnce(dir, (into) => copyDependencies({ pom, into, lock: cacheDir, tools, progress }));
  }
  return readdirSync(dir)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => path.join(dir, name));
}
