/**
 * `npm start`: the platform comes up and the sample goes through it.
 *
 * Ends with 0 when every record is accounted for, else with 1. The first Ctrl-C ends everything in order (130 if the
 * sample was still under way), the second at once; children that are left then are ended by the platform's watchdog.
 */
import { startPlatform } from '../local/platform.ts';
import { PLATFORM_USAGE, platformFlags } from '../local/platform-flags.ts';
import { INTERRUPTED, interruption } from '../local/process/interruption.ts';
import { runSample } from './run-sample.ts';
import { Screen } from './screen.ts';
import { threeThings } from './three-things.ts';

const USAGE = `npm start -- [flags]
  --once            exit after the table: 0 if every record is accounted for, else 1
  --replay          publish the sample again, though it is there already (harmless: no order is invoiced twice)
${PLATFORM_USAGE}`;

const screen = new Screen(process.stdout);

async function main(argv: readonly string[]): Promise<number> {
  const { help, platform: options, switches } = platformFlags(argv, ['once', 'replay']);
  if (help) {
    screen.say(USAGE);
    return 0;
  }
  const signal = interruption(() => screen.say('ending; once more to end at once'));
  const started = performance.now();
  const platform = await startPlatform({ ...options, signal, onLine: (text) => screen.say(text) });
  try {
    screen.say(`ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    const sample = { again: switches.has('replay'), always: switches.has('once'), signal };
    const complete = await runSample(platform, sample, screen);
    if (!switches.has('once')) {
      for (const line of threeThings(platform)) screen.say(line);
      await aborted(signal);
    }
    return complete ? 0 : 1;
  } finally {
    await platform.stop();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });

async function exitCode(argv: readonly string[]): Promise<number> {
  try {
    return await main(argv);
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: string };
    if (code === 'interrupted') return INTERRUPTED;
    screen.say(code === 'start' ? message : (stack ?? message));
    return 1;
  }
}

// A replay that was interrupted would go on trying for minutes.
process.exit(await exitCode(process.argv.slice(2)));
