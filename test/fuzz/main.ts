/**
 * `npm run fuzz [-- --cases 1000000 --seed 1]`: mutated frames, more than the unit tests have time for. Ends with 1 when
 * one is neither decoded nor refused with a code, takes over a second, or when memory grows after the first tenth.
 */
import { parseArgs } from 'node:util';
import { fuzzFrames } from './frames.ts';

const SLOW_MS = 1_000;
/** What a heap may differ by between two collections of the same work. */
const GROWTH_BYTES = 16 * 1024 * 1024;

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const [cases, seed] = [Number(values.cases), Number(values.seed)];
if (!Number.isInteger(cases) || cases < 10 || !Number.isInteger(seed)) {
  console.error(
    `--cases is ${values.cases}, --seed ${values.seed}; allowed: whole numbers, at least 10 cases`,
  );
  process.exit(2);
}

const collect = globalThis.gc;
if (collect === undefined) throw new Error('memory cannot be told without node --expose-gc');

const heap = (): number => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const started = performance.now();
let early = 0;
const { counts, slowestMs } = await fuzzFrames(cases, seed, (done) => {
  if (done === Math.floor(cases / 10)) early = heap();
  if (done % 100_000 === 0)
    console.log(`${done} frames, ${((performance.now() - started) / 1_000).toFixed(0)} s`);
});
const growth = heap() - early;
for (const [outcome, count] of Object.entries(counts).sort(([, a], [, b]) => b - a)) {
  console.log(`${outcome.padEnd(24)}${String(count).padStart(10)}`);
}
console.log(
  `slowest frame ${slowestMs.toFixed(1)} ms; heap ${(growth / 1024).toFixed(0)} KB more than after a tenth`,
);
if (slowestMs > SLOW_MS || growth > GROWTH_BYTES) {
  console.error('a frame was too slow, or memory grows');
  process.exit(1);
}
