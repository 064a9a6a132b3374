/**
 * A server of this process that is taken away when told to. Two deadlines say what is true at any time: until
 * `refusedUntil` nothing listens; until `silentUntil` requests are taken and not answered. Whatever is asked for twice
 * lasts until the later end.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Outage {
  /** Nothing listens for so long, and connections are cut. Resolves when requests are answered again. */
  refuse(ms: number): Promise<void>;
  /** Requests are taken and not answered for so long. Resolves when they are. */
  silence(ms: number): Promise<void>;
  /** Resolves when a request may be answered. */
  voice(): Promise<void>;
  /** Cuts every wait short. Resolves when no listening is under way. */
  end(): Promise<void>;
}

interface Listening {
  listen(): Promise<void>;
  close(): Promise<void>;
}

export function outageOf({ listen, close }: Listening): Outage {
  const ended = new AbortController();
  let refusedUntil = 0;
  let silentUntil = 0;
  let away: Promise<void> | undefined;

  const past = async (deadline: () => number): Promise<void> => {
    for (;;) {
      const left = deadline() - performance.now();
      if (left <= 0 || ended.signal.aborted) return;
      await sleep(left, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  const goAway = async (): Promise<void> => {
    await close();
    await past(() => refusedUntil);
    away = undefined;
    if (!ended.signal.aborted) await listen();
  };
  const voice = (): Promise<void> => past(() => silentUntil);

  return {
    voice,
    async refuse(ms) {
      refusedUntil = Math.max(refusedUntil, performance.now() + ms);
      away ??= goAway();
      await away;
      await voice();
    },
    async silence(ms) {
      silentUntil = Math.max(silentUntil, performance.now() + ms);
      await voice();
      await away;
    },
    async end() {
      ended.abort();
      await away;
    },
  };
}
