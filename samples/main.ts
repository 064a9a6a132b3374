/**
 * `npm start`: the platform comes up and the sample goes through it.
 *
 * Ends with 0 when every record is accounted for, else with 1. The first Ctrl-C ends everything in order (130 if the
 * sample was still under way), the second at once; children that are left then are ended by the platform's watchdog.
 */
import { type Platform, startPlatform } from '../local/platform.ts';
import { PLATFORM_USAGE, platformFlags } from '../local/platform-flags.ts';
import { runSample } from './run-sample.ts';
import { Screen } from './screen.ts';
import { threeThings } from './three-things.ts';

const USAGE = `npm start -- [flags]
  --once            exit after the table: 0 if every record is accounted for, else 1
  --replay          publish the sample again, though it is there already (harmless: no order is invoiced twice)
${PLATFORM_USAGE}`;
const INTERRUPTED = 130;

const screen = new Screen(process.stdout);
let platform: Platform | undefined;
let outcome = INTERRUPTED;
let ending = false;

async function main(argv: readonly string[]): Promise<number> {
  const { help, platform: options, switches } = platformFlags(argv, ['once', 'replay']);
  if (help) {
    screen.say(USAGE);
    return 0;
  }
  const started = performance.now();
  platform = await startPlatform({ ...options, onLine: (text) => screen.say(text) });
  screen.say(`ready after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  const sample = { again: switches.has('replay'), always: switches.has('once') };
  const complete = await runSample(platform, sample, screen);
  outcome = complete ? 0 : 1;
  if (switches.has('once')) {
    await platform.stop();
    return outcome;
  }
  for (const line of threeThings(platform)) screen.say(line);
  await platform.stopped;
  return outcome;
}

function interrupt(): void {
  if (ending || platform === undefined) process.exit(INTERRUPTED);
  ending = true;
  screen.still();
  screen.say('ending; once more to end at once');
  void platform.stop().then(() => process.exit(outcome));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What the sample failed of while everything was being ended says nothing.
  if (!ending) {
    screen.still();
    const { code, message, stack } = error as Error & { code?: string };
    screen.say(code === 'start' ? message : (stack ?? message));
    await platform?.stop();
    process.exitCode = 1;
  }
}
