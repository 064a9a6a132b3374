/**
 * Gathers evidence until everything has its place, or until nothing has changed for so long that nothing will: the
 * longest silence of a healthy platform is a second retry (20 s) whose first try waited for a store that did not answer.
 * Orders that wait in the ten-minute topic are not waited for; the account says that they wait.
 */
import { type Account, account, type Expected } from './accounting/account.ts';
import type { EvidenceRoom } from './accounting/evidence.ts';

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
  /** Why the last look at the evidence failed; the account is then of the one before. */
  readonly failure: Error | undefined;
  /** When, by `now`, the evidence changed for the last time. */
  readonly changedAt: number;
}

export const QUIET_MS = 60_000;
const PAUSE_MS = 1_000;

export async function follow(room: EvidenceRoom, ports: FollowPorts): Promise<Followed> {
  let changedAt = ports.now();
  for (let seen = -1; ; await ports.sleep(PAUSE_MS)) {
    ports.signal.throwIfAborted();
    // Asked before the look: what is published during it may be missed by it.
    const expected = ports.expected();
    const failure = await room.gather().then(
      () => undefined,
      (error: Error) => error,
    );
    const size = sizeOf(room);
    if (size !== seen || expected === undefined) changedAt = ports.now();
    seen = size;
    if (expected === undefined) continue;
    const found = account(expected, room);
    const complete = failure === undefined && found.problems.length === 0;
    if (complete || ports.now() - changedAt >= QUIET_MS) return { account: found, failure, changedAt };
  }
}

const sizeOf = (room: EvidenceRoom): number =>
  room.orders.length + room.transactions.length + room.letters + room.invoices.size + room.claimObjects.size;
