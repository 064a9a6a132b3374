/**
 * The ids whose records were published before. Retention may have removed the record of an order, but its invoice is
 * kept. Buckets are only asked where topics are not enough.
 */
import type { Room } from './follow.ts';
import type { SampleOrder } from './orders.ts';

const ATTEMPTS = 10;
const PAUSE_MS = 1_000;

export async function knownIds(
  room: Room,
  orders: readonly SampleOrder[],
  sleep: (ms: number) => Promise<unknown>,
): Promise<ReadonlySet<string>> {
  await patiently(() => room.gatherRecords(), sleep);
  const known = new Set(room.orders.map(({ id }) => id));
  if (orders.every(({ order }) => known.has(order.id))) return known;
  await patiently(() => room.gatherObjects(), sleep);
  for (const { orderId } of room.invoices.values()) known.add(orderId);
  return known;
}

/** Brokers and store have only just come up. */
async function patiently(
  work: () => Promise<unknown>,
  sleep: (ms: number) => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
