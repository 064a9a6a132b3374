/**
 * The broker's side of IAM authentication, compiled on first use and kept by its source and compiler. A jar, since a
 * folder on the class path rules out an archive of classes.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { JavaTools } from '../java/java-tools.ts';
import { madeOnce } from '../java/made-once.ts';
import { StartError } from '../start-error.ts';

const run = promisify(execFile);

const SOURCE = fileURLToPath(new URL('./java/MskIamToken.java', import.meta.url));
const JAR = 'msk-iam-token.jar';

export const CALLBACK_CLASS = 'MskIamToken';

export interface CallbackOptions {
  readonly cacheDir: string;
  readonly tools: JavaTools;
  /** The broker's jars. */
  readonly classPath: readonly string[];
}

export async function callbackJar({ cacheDir, tools, classPath }: CallbackOptions): Promise<string> {
  const hash = createHash('sha256')
    .update(readFileSync(SOURCE))
    .update([tools.build, ...classPath].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const dir = await madeOnce(path.join(cacheDir, `iam-token-${hash}`), async (into) => {
    const classes = path.join(into, 'classes');
    try {
      await run(tools.javac, [
        '--release',
        '17',
        '-cp',
        classPath.join(path.delimiter),
        '-d',
        classes,
        SOURCE,
      ]);
      await run(tools.jar, ['--create', '--file', path.join(into, JAR), '-C', classes, '.']);
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      throw new StartError(`${SOURCE} could not be compiled by ${tools.javac}:\n${stderr || message}`);
    }
  });
  return path.join(dir, JAR);
}
