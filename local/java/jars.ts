/**
 * The jars of a committed pom, fetched by Maven on first use and kept in a folder named for the pom's content. Later
 * calls run no Maven. Maven's local repository is not made for two writers, so everyone who shares a cache takes turns.
 * The class path is sorted and explicit, since an archive of classes is tied to it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JavaTools } from './java-tools.ts';
import { madeOnce } from './made-once.ts';
import { copyDependencies } from './maven.ts';
import { ownTurn } from './own-turn.ts';

export interface JarsOptions {
  /** Absolute path of the pom. */
  readonly pom: string;
  readonly cacheDir: string;
  readonly tools: JavaTools;
  readonly progress: (text: string) => void;
}

export async function jars({ pom, cacheDir, tools, progress }: JarsOptions): Promise<readonly string[]> {
  const text = readFileSync(pom, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const dir = path.join(cacheDir, `jars-${hash}`);
  if (!existsSync(dir)) {
    const what = /<artifactId>([^<]+)/.exec(text)?.[1] ?? path.basename(pom);
    progress(`${what}: fetching jars with Maven`);
    const turn = await ownTurn(path.join(cacheDir, 'maven'));
    try {
      await madeOnce(dir, (into) => copyDependencies({ pom, into, what, tools, progress }));
    } finally {
      turn.release();
    }
  }
  return readdirSync(dir)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => path.join(dir, name));
}
