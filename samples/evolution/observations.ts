/**
 * What is in the topics that the two functions write: what they saw, and what they parked or dead-lettered. Read by a
 * client that is not theirs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LogReader, type LogRecord } from '../accounting/log-reader.ts';
import { collectNew } from './functions/collect-new/subscription.ts';
import { collectOld } from './functions/collect-old/subscription.ts';
import { type Sighting, seenByNew, seenByOld } from './sightings.ts';

export const READERS = ['collect-old', 'collect-new'] as const;
export type Reader = (typeof READERS)[number];

export interface Letter {
  readonly reader: Reader;
  /** The retry topic's, from 1. */
  readonly at: number | 'dead-letter topic';
  readonly code: string;
  /** Epoch ms; of a retry topic. */
  readonly parked: number | undefined;
}

const RESULTS = { 'collect-old': seenByOld, 'collect-new': seenByNew } as const;
const SUBSCRIPTIONS = { 'collect-old': collectOld, 'collect-new': collectNew } as const;
const LOOK_MS = 250;

export class Observations {
  /** By id, in the order of their topics: a record may be read more than once. */
  readonly sightings = {
    'collect-old': new Map<string, Sighting[]>(),
    'collect-new': new Map<string, Sighting[]>(),
  };
  /** By the record's key. */
  readonly letters = new Map<string, Letter[]>();
  readonly #file = new Map<string, (record: LogRecord) => void>();
  readonly #log: LogReader;

  /** `run`: what the ids begin with; those of earlier runs are not its matter. */
  constructor(bootstrap: string, run: string) {
    const own = <T>(to: Map<string, T[]>, id: string, item: T): void => {
      if (id.startsWith(`${run}-`)) add(to, id, item);
    };
    for (const reader of READERS) {
      const { retryTopics, deadLetterTopic } = SUBSCRIPTIONS[reader];
      this.#file.set(RESULTS[reader].name, ({ value }) => {
        const sighting: Sighting = JSON.parse(String(value));
        own(this.sightings[reader], sighting.id, sighting);
      });
      this.#file.set(deadLetterTopic.name, ({ key, headers }) => {
        const code = textOf(headers, 'x-error-code');
        own(this.letters, String(key), { reader, at: 'dead-letter topic', code, parked: undefined });
      });
      for (const { name, tier, delay } of retryTopics) {
        this.#file.set(name, ({ key, headers }) => {
          const code = textOf(headers, 'x-error-code');
          const parked = Number(textOf(headers, 'x-due')) - delay;
          own(this.letters, String(key), { reader, at: tier, code, parked });
        });
      }
    }
    this.#log = new LogReader(bootstrap, [...this.#file.keys()]);
  }

  /** Whether anything came since the last look. */
  async look(): Promise<boolean> {
    const records = await this.#log.read();
    for (const record of records) this.#file.get(record.topic)?.(record);
    return records.length > 0;
  }

  /** Looks until `done`, or until nothing has come for `quietMs`. */
  async until(done: () => boolean, { quietMs, signal }: Patience): Promise<boolean> {
    let last = performance.now();
    for (;;) {
      if (await this.look()) last = performance.now();
      if (done()) return true;
      if (performance.now() - last > quietMs) return false;
      await sleep(LOOK_MS, undefined, { signal });
    }
  }

  lettersOf(id: string, reader: Reader): readonly Letter[] {
    return (this.letters.get(id) ?? []).filter((each) => each.reader === reader);
  }

  close(): void {
    this.#log.close();
  }
}

export interface Patience {
  readonly quietMs: number;
  readonly signal?: AbortSignal | undefined;
}

function add<T>(to: Map<string, T[]>, key: string, item: T): void {
  const there = to.get(key);
  if (there === undefined) to.set(key, [item]);
  else there.push(item);
}

const textOf = (headers: LogRecord['headers'], name: string): string =>
  String(headers.find(([each]) => each === name)?.[1] ?? '');
