/**
 * `npm run platform`: the platform without the sample, until Ctrl-C. The first ends everything in order, the second at
 * once; children that are left then are ended by the watchdog.
 */
import { type Platform, startPlatform } from './platform.ts';
import { PLATFORM_USAGE, platformFlags } from './platform-flags.ts';
import { interruption } from './process/interruption.ts';

const say = (text: string): void => console.log(text);

async function main(argv: readonly string[]): Promise<void> {
  const { help, platform: options } = platformFlags(argv);
  if (help) {
    say(`npm run platform -- [flags]\n${PLATFORM_USAGE}`);
    return;
  }
  const signal = interruption(() => say('ending; once more to end at once'));
  const platform: Platform = await startPlatform({ ...options, signal, onLine: say });
  signal.addEventListener('abort', () => void platform.stop());
  say(
    `Kafka ${platform.bootstrap}\nHTTP  ${platform.httpUrl}\nS3    ${platform.s3.endpoint}\nGlue  ${platform.registry.endpoint}`,
  );
  await platform.stopped;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const { code, message, stack } = error as Error & { code?: string };
  if (code !== 'interrupted') {
    say(code === 'start' ? message : (stack ?? message));
    process.exitCode = 1;
  }
}
