/**
 * `npm run evolution`: two versions of a schema in use at once, and a third that is refused, on a platform of its own.
 *
 * Ends with 0 when every count is as expected, else with 1. The first Ctrl-C ends everything in order (130), the second
 * at once; children that are left then are ended by the platform's watchdog.
 */
import path from 'node:path';
import { startPlatform } from '../../local/platform.ts';
import { platformFlags } from '../../local/platform-flags.ts';
import { INTERRUPTED, interruption } from '../../local/process/interruption.ts';
import { Screen } from '../screen.ts';
import { synthesizeEvolution } from './assembly.ts';
import { runEvolution } from './run-evolution.ts';

const PORT_BASE = 19_190;
const DATA_DIR = '.local/evolution';
const USAGE = `npm run evolution -- [flags]
  --fresh           begin with empty topics (downloads are kept)
  --single          one broker instead of three, for a small machine
  --port N          first of the ports used, default ${PORT_BASE}
  --data DIR        where everything is kept, default ${DATA_DIR}`;

const screen = new Screen(process.stdout);

async function main(argv: readonly string[]): Promise<number> {
  const { help, platform: flags } = platformFlags(argv);
  if (help) {
    screen.say(USAGE);
    return 0;
  }
  const signal = interruption(() => screen.say('ending; once more to end at once'));
  const started = performance.now();
  const { portBase = PORT_BASE } = flags;
  const dataDir = path.resolve(import.meta.dirname, '../..', flags.dataDir ?? DATA_DIR);
  const assemblyDir = flags.assemblyDir ?? path.join(dataDir, 'assembly');
  if (flags.assemblyDir === undefined) {
    screen.say('synthesizing the template');
    await synthesizeEvolution(assemblyDir, signal);
  }
  const platform = await startPlatform({
    ...flags,
    dataDir,
    assemblyDir,
    portBase,
    signal,
    onLine: (text) => screen.say(text),
  });
  try {
    screen.say(`ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    const asExpected = await runEvolution(
      platform,
      { assemblyDir, freePorts: portBase + 50, signal },
      screen,
    );
    return asExpected ? 0 : 1;
  } finally {
    await platform.stop();
  }
}

async function exitCode(argv: readonly string[]): Promise<number> {
  try {
    return await main(argv);
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: string };
    // Node's own waiting is aborted with an error of its own.
    if (code === 'interrupted' || code === 'ABORT_ERR') return INTERRUPTED;
    screen.say(code === 'start' ? message : (stack ?? message));
    return 1;
  }
}

process.exit(await exitCode(process.argv.slice(2)));
