/**
 * Numbered records while leaders move: eight callers, each awaiting its call before the next; at the end every partition
 * is read and compared with what the client said was acknowledged.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LogReader } from '../../samples/accounting/log-reader.ts';
import { moveLeaders } from './leader-moves.ts';
import type { ThreeBrokers } from './three-brokers.ts';

export const PARTITIONS = 12;
const CALLERS = 8;
const MOVES_A_ROUND = 5;
const LARGEST_CALL = 40;
const PADDING = 'x'.repeat(200);

export interface Numbered {
  readonly partition: number;
  readonly value: { readonly caller: number; readonly partition: number; readonly n: number };
}

/** Resolves to the positions of the records that were not acknowledged, with the reason of each call that failed. */
export type SendNumbered = (
  records: readonly Numbered[],
) => Promise<{ readonly failed: readonly number[]; readonly reason?: string }>;

export interface Account {
  readonly acknowledged: number;
  readonly inLog: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  readonly unacknowledged: number;
  readonly moves: number;
  /** Longest time without an acknowledgement. */
  readonly gapMs: number;
  readonly errors: Readonly<Record<string, number>>;
}

export async function nemesis(
  { kafka, admin, brokers, createTopic, inSync }: ThreeBrokers,
  topic: string,
  seconds: number,
  connect: (topic: string) => Promise<{ readonly send: SendNumbered; readonly close: () => Promise<void> }>,
): Promise<Account> {
  await createTopic(topic, PARTITIONS);
  const { send, close } = await connect(topic);
  const end = performance.now() + seconds * 1000;
  const acknowledged: string[] = [];
  const errors: Record<string, number> = {};
  let heard = performance.now();
  let gapMs = 0;

  const call = async (caller: number) => {
    const next = new Array<number>(PARTITIONS).fill(0);
    while (performance.now() < end) {
      const records = Array.from({ length: 1 + Math.floor(Math.random() * LARGEST_CALL) }, () => {
        const partition = Math.floor(Math.random() * PARTITIONS);
        const n = next[partition] as number;
        next[partition] = n + 1;
        return { partition, value: { caller, partition, n, padding: PADDING } };
      });
      const { failed, reason } = await send(records);
      if (reason) errors[reason] = (errors[reason] ?? 0) + 1;
      const without = new Set(failed);
      acknowledged.push(
        ...records.flatMap(({ value }, index) => (without.has(index) ? [] : [nameOf(value)])),
      );
      if (without.size < records.length) {
        gapMs = Math.max(gapMs, performance.now() - heard);
        heard = performance.now();
      }
    }
  };
  const callers = Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
  let moves = 0;
  while (performance.now() < end) {
    for (let more = MOVES_A_ROUND; more > 0; more -= 1) {
      await moveLeaders({ admin, brokers, topic, partitions: PARTITIONS });
      moves += 1;
      await sleep(Math.random() * 400);
    }
    await inSync(topic);
    await sleep(300 + Math.random() * 1_500);
  }
  await callers;
  await close();
  await kafka.ready();
  const log = await readAll(kafka.bootstrap, topic);
  return { ...compare(acknowledged, log), moves, gapMs: Math.round(gapMs), errors };
}

const nameOf = ({ caller, partition, n }: Numbered['value']): string => `${caller}.${partition}.${n}`;

function compare(acknowledged: readonly string[], log: readonly Numbered['value'][]) {
  const seen = new Map<string, number>();
  const last = new Map<string, number>();
  let reordered = 0;
  for (const value of log) {
    const name = nameOf(value);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    const lane = `${value.caller}.${value.partition}`;
    if (seen.get(name) === 1 && value.n < (last.get(lane) ?? -1)) reordered += 1;
    last.set(lane, Math.max(value.n, last.get(lane) ?? -1));
  }
  const promised = new Set(acknowledged);
  return {
    acknowledged: promised.size,
    inLog: log.length,
    lost: [...promised].filter((name) => !seen.has(name)).length,
    doubled: log.length - seen.size,
    reordered,
    unacknowledged: [...seen.keys()].filter((name) => !promised.has(name)).length,
  };
}

/** Every record of the topic, each partition in offset order, read by a client that is neither of those compared. */
async function readAll(bootstrap: string, topic: string): Promise<Numbered['value'][]> {
  const reader = new LogReader(bootstrap, [topic]);
  try {
    return (await reader.read()).map(({ value }) => JSON.parse(String(value)) as Numbered['value']);
  } finally {
    reader.close();
  }
}
