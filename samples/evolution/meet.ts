/** Two producers and two functions, each of two versions, on a running platform, while records flow. */
import type { Platform } from '../../local/platform.ts';
import { type Account, account, problems } from './meetings.ts';
import { type Observations, READERS } from './observations.ts';
import { publishSteadily, SERVICE } from './publish-steadily.ts';
import { producerWriting, type Version } from './versions.ts';

export interface MeetOptions {
  readonly run: string;
  /** Of each producer. */
  readonly perSecond: number;
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress: (text: string) => void;
}

export interface Met {
  readonly account: Account;
  readonly registryCalls: number;
  readonly problems: readonly string[];
}

const QUIET_MS = 20_000;

export async function meet(
  platform: Platform,
  observations: Observations,
  { run, perSecond, ms, signal, progress }: MeetOptions,
): Promise<Met> {
  const before = lookUps(platform);
  const ids = { 1: new Set<string>(), 2: new Set<string>() } as const;
  const tell = () => {
    const seen = READERS.map((reader) => `${reader} saw ${observations.sightings[reader].size}`);
    progress(`published ${ids[1].size} as v1, ${ids[2].size} as v2; ${seen.join(', ')}`);
  };
  const publish = async (version: Version): Promise<void> => {
    const producer = producerWriting(platform, version);
    const acknowledged = (some: readonly string[]) => {
      for (const id of some) ids[version].add(id);
      tell();
    };
    try {
      await publishSteadily(producer, { run, version, perSecond, ms, signal, acknowledged });
    } finally {
      await producer.close();
    }
  };
  let published = false;
  const publishing = Promise.all([publish(1), publish(2)]).finally(() => {
    published = true;
  });
  const allSeen = (): boolean =>
    published &&
    READERS.every((reader) => [...ids[1], ...ids[2]].every((id) => observations.sightings[reader].has(id)));
  const done = (): boolean => {
    tell();
    return allSeen();
  };
  await Promise.all([publishing, observations.until(done, { quietMs: ms + QUIET_MS, signal })]);
  const found = account({ ids, service: SERVICE }, observations);
  const registryCalls = lookUps(platform) - before;
  return { account: found, registryCalls, problems: problems(found, registryCalls) };
}

export const lookUps = ({ registry }: Pick<Platform, 'registry'>): number =>
  registry.calls.get('GetSchemaVersion') ?? 0;
