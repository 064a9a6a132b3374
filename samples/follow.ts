/**
 * Gathers evidence until everything has its place, or until nothing has come for so long that nothing will: the longest
 * silence of a healthy platform is a second retry (20 s) whose first one waited for a store that did not answer (10 s).
 * Orders in the ten-minute topic are not waited for; the account says that they wait.
 *
 * Topics are read every second. The store is asked when they are still, so that it is not kept from its work: with
 * 6,919 objects a listing and their contents cost seconds of a core.
 */
import { type Account, account, type Expected } from './accounting/account.ts';
import type { Evidence, EvidenceRoom } from './accounting/evidence.ts';

export interface FollowPorts {
  /** Undefined while records are still being published. */
  expected(): Expected | undefined;
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
/** Topics that are never still put off a look at the store for so long at most. */
const LOOK_MS = 15_000;

export type Room = Evidence & Pick<EvidenceRoom, 'gatherRecords' | 'gatherObjects'>;

export async function follow(room: Room, { expected, sleep, now, signal }: FollowPorts): Promise<Followed> {
  let lastAt = now();
  let objectsAt = Number.NEGATIVE_INFINITY;
  for (let publishedAt = lastAt; ; await sleep(PAUSE_MS)) {
    signal.throwIfAborted();
    // Asked before the look: what is published during it may be missed by it.
    const wanted = expected();
    if (wanted === undefined) publishedAt = now();
    let came = 0;
    let failure = await failureOf(async () => {
      came = await room.gatherRecords();
    });
    if (came > 0) lastAt = now();
    const over = wanted !== undefined && now() - Math.max(lastAt, publishedAt) >= QUIET_MS;
    const due = objectsAt < lastAt && (came === 0 || now() - objectsAt >= LOOK_MS);
    if (failure === undefined && (over || due)) {
      const at = now();
      failure = await failureOf(() => room.gatherObjects());
      if (failure === undefined) objectsAt = at;
    }
    if (wanted === undefined || (!over && (failure !== undefined || objectsAt < lastAt))) continue;
    const found = account(wanted, room);
    if (over || found.problems.length === 0) return { account: found, failure, lastAt };
  }
}

const failureOf = (work: () => Promise<void>): Promise<Error | undefined> =>
  work().then(
    () => undefined,
    (error: Error) => error,
  );
