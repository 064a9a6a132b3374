/**
 * What a person waits for at their own machine: from nothing kept to ready, from kept data to ready, and from Ctrl-C to
 * the last child gone. Downloads and class archives are there already.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPlatform } from '../local/platform.ts';
import { type BenchResult, median, runAlone } from './bench.ts';

const ROUNDS = 3;
const PORT_BASE = 23_000;

export async function platformBench(): Promise<BenchResult> {
  const fresh: number[] = [];
  const kept: number[] = [];
  const ended: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'platform-'));
    for (const starts of [fresh, kept]) {
      const started = performance.now();
      const platform = await startPlatform({ dataDir, portBase: PORT_BASE, onLine: () => {} });
      const ready = performance.now();
      await platform.stop();
      starts.push((ready - started) / 1_000);
      ended.push((performance.now() - ready) / 1_000);
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
  const results = {
    'ready from nothing s': median(fresh),
    'ready from kept data s': median(kept),
    'ended s': median(ended),
  };
  const lines = Object.entries(results).map(([name, seconds]) => `${name}: ${seconds.toFixed(1)}`);
  return { name: 'platform', lines, results };
}

await runAlone(import.meta.url, platformBench);
