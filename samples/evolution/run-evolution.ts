/** Everything that is shown, on a running platform. False: something is not as it must be. */
import type { Platform } from '../../local/platform.ts';
import type { Screen } from '../screen.ts';
import type { Finding } from './finding.ts';
import { meet } from './meet.ts';
import { meetingsTable } from './meetings-table.ts';
import { Observations } from './observations.ts';
import { refusedByGate } from './refusals/by-gate.ts';
import { refusedByProducer } from './refusals/by-producer.ts';
import { refusedByRegistry } from './refusals/by-registry.ts';
import { refusedByStart } from './refusals/by-start.ts';
import { strangers } from './strangers.ts';

export interface EvolutionOptions {
  readonly assemblyDir: string;
  /** First of ports that are free. */
  readonly freePorts: number;
  readonly signal: AbortSignal;
}

const PER_SECOND = 200;
const FLOW_MS = 6_000;

export async function runEvolution(
  platform: Platform,
  { assemblyDir, freePorts, signal }: EvolutionOptions,
  screen: Screen,
): Promise<boolean> {
  const run = Date.now().toString(36);
  const observations = new Observations(platform.bootstrap, run);
  const wrong: string[] = [];
  const show = ({ ok, text }: Finding): void => {
    screen.say(`  ${text}`);
    if (!ok) wrong.push(text);
  };
  try {
    screen.say('\ntwo producers write, two functions read, while records flow:');
    let progress = '';
    screen.live(() => progress);
    const met = await meet(platform, observations, {
      run,
      perSecond: PER_SECOND,
      ms: FLOW_MS,
      signal,
      progress: (text) => {
        progress = text;
      },
    });
    screen.still();
    for (const line of meetingsTable(met.account, met.registryCalls)) screen.say(`  ${line}`);
    wrong.push(...met.problems);

    screen.say(
      '\nversion 3 changes the type of weightGrams and adds insuredCents without a default; it is refused',
    );
    show(refusedByGate());
    show(await refusedByRegistry(platform));
    show(await refusedByStart({ assemblyDir, portBase: freePorts, signal }));
    show(await refusedByProducer(platform, run));

    screen.say('\nrecords that nobody should have written');
    screen.live(() => 'waiting for what goes through retry topics');
    const found = await strangers(platform, observations, { run, signal });
    screen.still();
    for (const each of found) show(each);

    screen.say('');
    if (wrong.length === 0) screen.say('every count as expected');
    else screen.say(['NOT as expected:', ...wrong].join('\n  '));
    return wrong.length === 0;
  } finally {
    screen.still();
    observations.close();
  }
}
