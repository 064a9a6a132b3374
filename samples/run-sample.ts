/**
 * The sample on a running platform: plays what is not there yet, follows it to its places, shows the account. Whether
 * something was played is read from topics and invoices: a run that was broken off goes on where it stopped.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { invoiceOrders } from '../functions/invoice-orders/subscription.ts';
import { orderContract } from '../schemas/orders.events.v1/value/contract.ts';
import { describe } from '../shared/declare/duration.ts';
import type { Schemas } from '../shared/schema/schemas.ts';
import { orders as ordersTopic } from '../shared/topics.ts';
import { EvidenceRoom } from './accounting/evidence.ts';
import { type BadRecord, badRecords, type EncodeOrder } from './bad-records.ts';
import { expectedOf } from './expected.ts';
import { follow } from './follow.ts';
import { knownIds } from './known-ids.ts';
import { type SampleOrder, sampleOrders } from './orders.ts';
import { play } from './play.ts';
import type { Replayed, ReplayInput } from './replay.ts';
import { registryCalls, type SamplePlatform, schemasOf, sourcesOf, topicNames } from './sample-platform.ts';
import type { Screen } from './screen.ts';
import { isComplete, table } from './table.ts';

const POSTED = 500;
const NOTHING: Replayed = { posted: 0, published: 0, acknowledged: [], burst: { records: 0, ms: 0 } };

export interface SampleOptions {
  /** Play everything again, whatever is there. */
  readonly again: boolean;
  /** Account for it even if everything was played before. */
  readonly always: boolean;
  /** Rejects with its reason; what is being published then may go on until the process ends. */
  readonly signal: AbortSignal;
}

/** False: not every record is accounted for. */
export async function runSample(
  platform: SamplePlatform,
  { again, always, signal }: SampleOptions,
  screen: Screen,
): Promise<boolean> {
  const orders = sampleOrders();
  const encode = orderEncoder(schemasOf(platform));
  const bad = badRecords(encode);
  const sources = sourcesOf(platform);
  const room = new EvidenceRoom(topicNames, sources);
  const over = new AbortController();
  try {
    const known = again ? new Set<string>() : await knownIds(room, orders, sleep);
    // An order that is in a retry topic already could not get through another outage in two tries more.
    const input = { ...unknown(orders, bad, known), outage: room.parked.size === 0 };
    if (isEmpty(input) && !always) {
      screen.say('the sample went through before: --replay plays it again, --once accounts for it');
      return true;
    }
    const started = performance.now();
    let phase = 'everything was published before';
    let replayed = isEmpty(input) ? NOTHING : undefined;
    screen.live(() => progress(room, (performance.now() - started) / 1_000, phase));
    const playing = isEmpty(input)
      ? undefined
      : play(platform, input, (text) => {
          phase = text;
        }).then((done) => {
          replayed = done;
        });
    const following = follow(room, {
      delays: invoiceOrders.retryTopics.map(({ delay }) => delay),
      waiting: (records, ms) => {
        phase = ms > 0 ? `${records} wait in retry topics, ${describe(ms)} at most` : 'all published';
      },
      expected: () => replayed && expectedOf(orders, bad, replayed.acknowledged),
      sleep: (ms) => sleep(ms),
      now: () => performance.now(),
      signal: AbortSignal.any([signal, over.signal]),
    });
    const [{ account, lastAt, failure }] = await Promise.all([following, playing]);
    screen.still();
    const run = {
      replayed: replayed ?? NOTHING,
      seconds: (lastAt - started) / 1_000,
      expectedCents: orders.reduce((sum, { cents }) => sum + cents, 0),
      registryCalls: registryCalls(platform),
    };
    for (const line of table(account, run)) screen.say(line);
    if (failure !== undefined) screen.say(`  the last look at topics and buckets failed: ${failure.message}`);
    return failure === undefined && isComplete(account, run);
  } finally {
    over.abort();
    screen.still();
    sources.close();
  }
}

const orderEncoder =
  (schemas: Schemas): EncodeOrder =>
  (order) =>
    schemas.codec(ordersTopic, orderContract).encode(order);

function unknown(
  orders: readonly SampleOrder[],
  bad: readonly BadRecord[],
  known: ReadonlySet<string>,
): Omit<ReplayInput, 'outage'> {
  const ordersOf = (some: readonly SampleOrder[]) =>
    some.filter(({ order }) => !known.has(order.id)).map(({ order }) => order);
  return {
    posted: ordersOf(orders.slice(0, POSTED)),
    published: ordersOf(orders.slice(POSTED)),
    bad: bad.filter(({ id }) => !known.has(id)),
  };
}

const isEmpty = ({ posted, published, bad }: ReplayInput): boolean =>
  posted.length + published.length + bad.length === 0;

function progress(
  { orders, booked, parked, dead, invoices }: EvidenceRoom,
  seconds: number,
  phase: string,
): string {
  const numbers = [
    `published ${orders.length}`,
    `invoiced ${booked.size}`,
    `parked ${parked.size}`,
    `dead-lettered ${dead.size}`,
    `checked ${invoices.size}`,
  ];
  return `${seconds.toFixed(0).padStart(3)} s  ${numbers.join('  ')}  · ${phase}`;
}
