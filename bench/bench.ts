/** What every benchmark gives back, and how one runs alone: `node bench/record-path.ts`. */
import { pathToFileURL } from 'node:url';

export interface BenchResult {
  readonly name: string;
  /** For a person. */
  readonly lines: readonly string[];
  readonly results: Readonly<Record<string, number>>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export async function runAlone(moduleUrl: string, bench: () => Promise<BenchResult>): Promise<void> {
  const [, file = ''] = process.argv;
  if (pathToFileURL(file).href !== moduleUrl) return;
  const { name, lines } = await bench();
  console.log(`${name}\n  ${lines.join('\n  ')}`);
}
