/**
 * Plays the sample through the platform: some orders through HTTP, half of the rest as fast as the producer goes, and
 * while the object store is away the other half, in portions over the whole outage.
 *
 * Nothing is lost by the outage, and nothing gets beyond the second retry topic: an order's first try fails within the
 * outage, the third comes at least 5 + 20 s later, and the outage is over after 20 s.
 */
import type { Order } from '../schemas/orders.events.v1/value/contract.ts';
import type { BadRecord } from './bad-records.ts';
import type { Acknowledged } from './publish-orders.ts';
import { sideBySide } from './side-by-side.ts';

export interface ReplayInput {
  readonly posted: readonly Order[];
  readonly published: readonly Order[];
  readonly bad: readonly BadRecord[];
  /** Whether the object store goes away in the middle. Else everything is published at once. */
  readonly outage: boolean;
}

export interface ReplayPorts {
  post(order: Order): Promise<void>;
  publish(orders: readonly Order[]): Promise<readonly Acknowledged[]>;
  write(records: readonly BadRecord[]): Promise<readonly Acknowledged[]>;
  /** The object store is away for so long: refusing connections, or taking them and saying nothing. Resolves at the end. */
  readonly store: { refuse(ms: number): Promise<void>; silence(ms: number): Promise<void> };
  sleep(ms: number): Promise<void>;
  /** Ms, of any beginning. */
  now(): number;
  /** What goes on, for a person. */
  phase(text: string): void;
}

export interface Replayed {
  readonly posted: number;
  readonly published: number;
  readonly acknowledged: readonly Acknowledged[];
  /** Of the half that was published in one go. */
  readonly burst: { readonly records: number; readonly ms: number };
}

const REFUSE_MS = 10_000;
const SILENCE_MS = 10_000;
const LEAST_SILENCE_MS = 1_000;
const PORTIONS = 10;
const POSTS_AT_A_TIME = 8;

export async function replay(input: ReplayInput, ports: ReplayPorts): Promise<Replayed> {
  const { posted, published, bad } = input;
  const [before, during] = input.outage ? halves(published) : [published, []];
  const [badBefore, badDuring] = input.outage ? halves(bad) : [bad, []];
  ports.phase(`POST /orders, ${posted.length} times`);
  await sideBySide(posted, POSTS_AT_A_TIME, (order) => ports.post(order));

  ports.phase(`publishing ${before.length} orders at once`);
  const started = ports.now();
  const acknowledged = [...(await ports.publish(before))];
  const burst = { records: before.length, ms: ports.now() - started };
  acknowledged.push(...(await ports.write(badBefore)));

  const [, ...late] = await Promise.all([
    input.outage && outage(ports),
    publishPortions(during, ports),
    ports.write(badDuring),
  ]);
  ports.phase('all published');
  return {
    posted: posted.length,
    published: published.length,
    acknowledged: [...acknowledged, ...late.flat()],
    burst,
  };
}

/** A store that is slow to come back is silent for less: the third try of an order must not fall into the outage too. */
async function outage({ store, phase, now }: ReplayPorts): Promise<void> {
  const began = now();
  phase('the object store refuses connections');
  await store.refuse(REFUSE_MS);
  phase('the object store takes connections and says nothing');
  await store.silence(Math.max(LEAST_SILENCE_MS, REFUSE_MS + SILENCE_MS - (now() - began)));
  phase('the object store is back');
}

/** A portion does not wait for the one before: its large orders wait for the store. */
async function publishPortions(
  orders: readonly Order[],
  ports: ReplayPorts,
): Promise<readonly Acknowledged[]> {
  const pause = (REFUSE_MS + SILENCE_MS) / PORTIONS;
  const size = Math.ceil(orders.length / PORTIONS);
  const portions: Promise<readonly Acknowledged[]>[] = [];
  for (let from = 0; from < orders.length; from += size) {
    // half a pause first: the outage has begun, and the last portion is well within it
    await ports.sleep(from === 0 ? pause / 2 : pause);
    const portion = ports.publish(orders.slice(from, from + size));
    // Awaited below, maybe long after it failed.
    portion.catch(() => {});
    portions.push(portion);
  }
  return (await Promise.all(portions)).flat();
}

function halves<T>(items: readonly T[]): readonly [readonly T[], readonly T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}
