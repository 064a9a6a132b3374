/** One connection to a broker's plaintext listener, opened when something is asked and again after it failed. */
import { Connection } from '@platformatic/kafka';
import { type Address, addressesOf } from './address.ts';

const CONNECT_MS = 2000;
const REQUEST_MS = 15_000;

export class BrokerConnection {
  readonly address: Address;
  readonly #requestMs: number;
  #open: Promise<Connection> | undefined;

  constructor(address: Address, requestMs: number = REQUEST_MS) {
    this.address = address;
    this.#requestMs = requestMs;
  }

  async ask<T>(request: (connection: Connection) => Promise<T>): Promise<T> {
    this.#open ??= this.#connect();
    return await request(await this.#open);
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    const connection = await open?.catch(() => undefined);
    await connection?.close();
  }

  async #connect(): Promise<Connection> {
    const connection = new Connection('local-platform', {
      connectTimeout: CONNECT_MS,
      requestTimeout: this.#requestMs,
    });
    const forget = (): void => {
      this.#open = undefined;
    };
    // An emitter without a listener for 'error' throws; the failed request says the same to its caller.
    connection.on('error', forget);
    connection.on('close', forget);
    try {
      await connection.connect(this.address.host, this.address.port);
    } catch (error) {
      forget();
      throw error;
    }
    return connection;
  }
}

/** Asks the first broker of the list that can be reached. */
export async function withBroker<T>(
  bootstrap: string,
  work: (broker: BrokerConnection) => Promise<T>,
): Promise<T> {
  let unreachable: unknown;
  for (const address of addressesOf(bootstrap)) {
    const broker = new BrokerConnection(address);
    try {
      await broker.ask(async () => undefined);
    } catch (error) {
      unreachable = error;
      continue;
    }
    try {
      return await work(broker);
    } finally {
      await broker.close();
    }
  }
  throw unreachable;
}
