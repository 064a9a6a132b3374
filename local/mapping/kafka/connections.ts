/**
 * One connection per purpose and broker, made on demand. A purpose has a connection of its own because a broker answers
 * one connection's requests in order: behind a fetch that waits, a commit would wait too.
 *
 * Whatever ends otherwise than with the broker's own words (time-out, reset, nonsense) costs the connection: an answer
 * that comes late must not be taken for the next request's.
 */
import { Connection } from '@platformatic/kafka';
import type { Address } from '../../kafka/address.ts';
import { isRefusal } from '../../kafka/refusal.ts';

/** Longest wait for one answer, ms. A broker that hangs without closing its connection costs this much. */
const PURPOSES = {
  metadata: 3000,
  offsets: 5000,
  heartbeat: 3000,
  /** A join is answered when all members have come or the rebalance time is over. */
  join: 12_000,
  fetch: 4000,
} as const;

export interface Line {
  readonly purpose: keyof typeof PURPOSES;
  readonly to: Address;
  /** Tells connections of one purpose to one broker apart. Default 0. */
  readonly slot?: number;
}

const CONNECT_MS = 2000;

export class Connections {
  readonly #open = new Map<string, Promise<Connection>>();
  readonly #clientId: string;
  #closed = false;

  constructor(clientId: string) {
    this.#clientId = clientId;
  }

  async call<T>(line: Line, request: (connection: Connection) => Promise<T>): Promise<T> {
    const { purpose, to, slot = 0 } = line;
    if (this.#closed) throw new Error('the mapping is stopped');
    const key = `${purpose} ${to.host}:${to.port} ${slot}`;
    const opening = this.#open.get(key) ?? this.#connect(key, to, PURPOSES[purpose]);
    try {
      return await request(await opening);
    } catch (error) {
      if (!isRefusal(error)) {
        this.#forget(key, opening);
        close(opening);
      }
      throw error;
    }
  }

  /** Ends all connections, and with them what is under way. */
  close(): void {
    this.#closed = true;
    for (const opening of this.#open.values()) close(opening);
    this.#open.clear();
  }

  #connect(key: string, to: Address, requestTimeout: number): Promise<Connection> {
    const connection = new Connection(this.#clientId, { connectTimeout: CONNECT_MS, requestTimeout });
    // An emitter without a listener for 'error' throws; the failed request says the same to its caller.
    connection.on('error', () => undefined);
    const opening = opened(connection, to);
    this.#open.set(key, opening);
    // A broker closes what was idle for ten minutes: no request has to find out.
    connection.on('close', () => this.#forget(key, opening));
    return opening;
  }

  #forget(key: string, opening: Promise<Connection>): void {
    if (this.#open.get(key) === opening) this.#open.delete(key);
  }
}

async function opened(connection: Connection, to: Address): Promise<Connection> {
  await connection.connect(to.host, to.port);
  return connection;
}

function close(opening: Promise<Connection>): void {
  // A connection that never opened has told its caller so; one that is closing has nothing more to say.
  opening.then((connection) => connection.close()).catch(() => undefined);
}
