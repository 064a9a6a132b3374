/**
 * The main job, again and again, each time with a broker killed (-9) at a random moment of it:
 *   node bench/broker-kills.ts --times 10 [--seed 1]
 * Every run begins with nothing and must account for every record. Ends with 1 if one does not. The seed gives the
 * moments and the brokers.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPlatform } from '../local/platform.ts';
import { runSample } from '../samples/run-sample.ts';
import { Screen } from '../samples/screen.ts';

const PORT_BASE = 23_100;
/** The job takes about a minute; the kill falls into its first 45 s. */
const WITHIN_MS = 45_000;

const { values } = parseArgs({
  options: { times: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});
const times = Number(values.times);
const random = generator(Number(values.seed));
let failed = 0;
for (let round = 1; round <= times; round += 1) {
  const broker = 1 + Math.floor(random() * 3);
  const moment = Math.floor(random() * WITHIN_MS);
  console.log(`\nrun ${round} of ${times}: broker ${broker} dies after ${(moment / 1_000).toFixed(1)} s`);
  if (!(await run(broker, moment))) failed += 1;
}
console.log(`\n${times - failed} of ${times} runs accounted for every record`);
process.exit(failed === 0 ? 0 : 1);

async function run(broker: number, moment: number): Promise<boolean> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'broker-kills-'));
  const lines: string[] = [];
  const platform = await startPlatform({
    dataDir,
    portBase: PORT_BASE,
    onLine: (text) => lines.push(text),
  });
  try {
    const over = new AbortController();
    const killing = sleep(moment).then(() => platform.kafka.kill(broker));
    const screen = new Screen({ write: (text) => process.stdout.write(keepTable(text)) });
    const complete = await runSample(platform, { again: false, always: true, signal: over.signal }, screen);
    await killing;
    if (!complete) console.log(lines.filter((line) => !line.startsWith('not run here')).join('\n'));
    return complete;
  } finally {
    await platform.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The account alone, without the lines of progress before it. */
function keepTable(text: string): string {
  return /^ *\d+ s /.test(text) ? '' : text;
}

/** mulberry32: small, seeded, good enough to choose moments. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
