/** The CDK's command line, as `npm run deploy` calls it, against the emulator. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { signalGroup } from '../../local/process/live-processes.ts';
import type { Watchdog } from '../../local/process/watchdog.ts';
import { accountEnv } from './account.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');
const CLI = path.join(PROJECT, 'node_modules/aws-cdk/bin/cdk');
const LIMIT_MS = 120_000;

export interface CdkRun {
  readonly code: number | null;
  readonly output: string;
}

export interface CdkOptions {
  readonly endpoint: string;
  /** Assemblies are written below it, not into the project's cdk.out. */
  readonly dir: string;
  readonly watchdog: Watchdog;
}

export type Cdk = (...args: readonly string[]) => Promise<CdkRun>;

export function cdkAgainst({ endpoint, dir, watchdog }: CdkOptions): Cdk {
  return (...args) =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const child = spawn(process.execPath, [CLI, ...args, '--ci'], {
        cwd: PROJECT,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...accountEnv(endpoint),
          // The app in cdk.json is started with `node`.
          PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
          CDK_HOME: path.join(dir, 'cdk-home'),
        },
      });
      watchdog.track(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          output += chunk;
        });
      }
      const limit = setTimeout(() => {
        output += `\nended after ${LIMIT_MS / 1_000} s`;
        if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      }, LIMIT_MS);
      child.once('error', reject);
      child.once('close', (code) => {
        clearTimeout(limit);
        const seconds = ((performance.now() - start) / 1_000).toFixed(1);
        console.log(`cdk ${args.slice(0, 2).join(' ')}: ${seconds} s`);
        resolve({ code, output });
      });
    });
}
