/**
 * What a cold start pays before the first record: bytes of each function's bundle, milliseconds to import it, and
 * apart from that what the first connection to the cluster adds (loading the signer, signing a token).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { declared } from '../infra/declared.ts';
import { bundle } from '../infra/lambda/bundle.ts';
import { handlerBundle } from '../infra/lambda/handler-bundle.ts';
import { type BenchResult, median, runAlone } from './bench.ts';

const ROUNDS = 9;
const ROOT = path.join(import.meta.dirname, '..');
const ENVIRONMENT = {
  KAFKA_BROKERS: '127.0.0.1:1',
  CLAIM_CHECK_BUCKET: 'claim-check',
  DATA_BUCKET: 'data',
  POWERTOOLS_SERVICE_NAME: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};

export async function bundlesBench(): Promise<BenchResult> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bundles-'));
  const lines: string[] = [];
  const results: Record<string, number> = {};
  try {
    for (const of of [...declared.endpoints, ...declared.subscriptions]) {
      const { name } = of;
      const folder = path.join(dir, name);
      await handlerBundle({ declared, functionsDir: path.join(ROOT, 'functions'), of, folder });
      const file = path.join(folder, 'index.mjs');
      const bytes = statSync(file).size;
      const ms = median(rounds(() => timed(`await import(${JSON.stringify(pathToFileURL(file).href)})`)));
      results[`${name} bytes`] = bytes;
      results[`${name} import ms`] = ms;
      lines.push(`${name}: ${(bytes / 1e6).toFixed(2)} MB, import ${ms.toFixed(0)} ms`);
    }
    const file = path.join(dir, 'iam-token.mjs');
    await bundle({ entry: path.join(ROOT, 'shared', 'produce', 'iam-token.ts'), outfile: file });
    const href = JSON.stringify(pathToFileURL(file).href);
    const first = median(
      rounds(() => timed(`await iamTokens('us-east-1')()`, `const { iamTokens } = await import(${href});`)),
    );
    results['first connect ms'] = first;
    lines.push(`first connect, apart from the network: ${first.toFixed(0)} ms (signer loaded, token signed)`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return { name: 'bundles', lines, results };
}

const rounds = (one: () => number): number[] => Array.from({ length: ROUNDS }, one);

/** Milliseconds of one statement in a process of its own. */
function timed(statement: string, before = ''): number {
  const script = `${before} const started = performance.now(); ${statement}; process.stdout.write(String(performance.now() - started)); process.exit(0);`;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env.PATH, ...ENVIRONMENT },
      encoding: 'utf8',
    }),
  );
}

await runAlone(import.meta.url, bundlesBench);
