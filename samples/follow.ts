/**
 * Gathers evidence until everything has its place, or until nothing has come for so long that nothing will: a minute (a
 * retry that waits for a store that does not answer takes 10 s, and a busy machine its time), and as long as the delay of
 * the last retry topic that an order waits in.
 *
 * Topics are read every second. The store is asked when they say that all is done, and once more when nothing comes any
 * more: with 6,919 objects a listing and their contents cost seconds of a core, which the orders under way would miss.
 */
import { type Account, account, type Expected } from './accounting/account.ts';
import type { Evidence, EvidenceRoom } from './accounting/evidence.ts';

export interface FollowPorts {
  /** Undefined while records are still being published. */
  expected(): Expected | undefined;
  /** Ms of each retry topic, first tier first. */
  readonly delays: readonly number[];
  /** How many records wait in retry topics, and for how many ms at most. */
  waiting(records: number, ms: number): void;
  sleep(ms: number): Promise<void>;
  /** Ms, of any beginning. */
  now(): number;
  readonly signal: AbortSignal;
}

export interface Followed {
  readonly account: Account;
  /** Why the last look at topics and buckets failed: the account is of an earlier one. */
  readonly failure: Error | undefined;
  /** When, by `now`, the last record came. */
  readonly lastAt: number;
}

export const QUIET_MS = 60_000;
const PAUSE_MS = 1_000;

export type Room = Evidence & Pick<EvidenceRoom, 'booked' | 'gatherRecords' | 'gatherObjects'>;

export async function follow(room: Room, ports: FollowPorts): Promise<Followed> {
  const { now, signal } = ports;
  let lastAt = now();
  let objectsAt = Number.NEGATIVE_INFINITY;
  for (; ; await ports.sleep(PAUSE_MS)) {
    signal.throwIfAborted();
    // Asked before the look: what is published during it may be missed by it.
    const expected = ports.expected();
    let failure = await failureOf(async () => {
      if ((await room.gatherRecords()) > 0) lastAt = now();
    });
    if (expected === undefined) {
      lastAt = now();
      continue;
    }
    const { waiting, waitingTier } = account(expected, room);
    const delay = ports.delays[waitingTier - 1] ?? 0;
    ports.waiting(waiting, delay);
    const over = now() - lastAt >= QUIET_MS + delay;
    if (failure === undefined && (over || (isDone(expected, room) && objectsAt < lastAt))) {
      const at = now();
      failure = await failureOf(() => room.gatherObjects());
      if (failure === undefined) objectsAt = at;
    }
    if (!over && (failure !== undefined || objectsAt < lastAt)) continue;
    const found = account(expected, room);
    if (over || found.problems.length === 0) return { account: found, failure, lastAt };
  }
}

/** As far as topics can say. */
function isDone({ orders }: Expected, { orders: records, booked, correlations, dead }: Room): boolean {
  const settled = records.every(({ at, correlation }) => correlations.has(correlation) || dead.has(at));
  return settled && [...orders.keys()].every((id) => booked.has(id));
}

const failureOf = (work: () => Promise<void>): Promise<Error | undefined> =>
  work().then(
    () => undefined,
    (error: Error) => error,
  );
