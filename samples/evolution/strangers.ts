/** Records that nobody should have written: of a version that was never registered, and plain JSON. */
import { randomUUID } from 'node:crypto';
import type { Platform } from '../../local/platform.ts';
import { framingOf } from '../../shared/schema/framing.ts';
import type { Finding } from './finding.ts';
import { type Observations, READERS, type Reader } from './observations.ts';
import { parcel } from './publish-steadily.ts';
import { parcels } from './topics.ts';
import { producerWriting } from './versions.ts';

interface Stranger {
  readonly id: string;
  readonly what: string;
  readonly value: Buffer;
  /** Where it goes at each function, and with which code. */
  readonly ways: Readonly<Record<Reader, readonly string[]>>;
}

const QUIET_MS = 15_000;
const MISSING = ['dead-letter topic: schema-version-missing'];
const UNREACHABLE = [
  'retry-1: schema-unreachable',
  'retry-2: schema-unreachable',
  'dead-letter topic: schema-unreachable',
];
const MAGIC = ['dead-letter topic: frame-magic'];

export async function strangers(
  platform: Platform,
  observations: Observations,
  { run, signal }: { readonly run: string; readonly signal?: AbortSignal },
): Promise<readonly Finding[]> {
  const some = strangersOf(run);
  const producer = producerWriting(platform, 2);
  try {
    for (const { id, value } of some) {
      await producer.append({ topic: parcels.name, partition: 0 }, [
        { key: Buffer.from(id), value, headers: [] },
      ]);
    }
  } finally {
    await producer.close();
  }
  const wayOf = (id: string, reader: Reader): readonly string[] =>
    observations
      .lettersOf(id, reader)
      .map(({ at, code }) => `${typeof at === 'number' ? `retry-${at}` : at}: ${code}`)
      .toSorted((a, b) => rank(a) - rank(b));
  const arrived = (): boolean =>
    some.every(({ id }) =>
      READERS.every((reader) =>
        observations.lettersOf(id, reader).some(({ at }) => at === 'dead-letter topic'),
      ),
    );
  await observations.until(arrived, { quietMs: QUIET_MS, signal });
  return some.flatMap(({ id, what, ways }) =>
    READERS.map((reader) => {
      const way = wayOf(id, reader);
      return {
        ok: way.join() === ways[reader].join() && !observations.sightings[reader].has(id),
        text: `${what}, read by ${reader}: ${way.join(', then ') || 'nowhere'}`,
      };
    }),
  );
}

function strangersOf(run: string): readonly Stranger[] {
  const json = Buffer.from(JSON.stringify(parcel(run, 2, -2)));
  return [
    {
      id: `${run}-unregistered`,
      what: 'a version nobody registered',
      value: Buffer.concat([framingOf('glue').header(randomUUID()), json]),
      ways: { 'collect-old': MISSING, 'collect-new': UNREACHABLE },
    },
    {
      id: `${run}-json`,
      what: 'plain JSON',
      value: json,
      ways: { 'collect-old': MAGIC, 'collect-new': MAGIC },
    },
  ];
}

/** Retry topics in their order, the dead-letter topic last. */
const rank = (step: string): number => (step.startsWith('retry-') ? Number(step.slice(6, 7)) : 9);
