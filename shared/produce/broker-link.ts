/**
 * One connection to one broker, on kafkajs' Connection (sockets, TLS, SASL, framing).
 *
 * A link is used until something is wrong with it and then thrown away whole: every request has a time limit of its
 * own, and a broker that is silent for longer is treated as gone. kafkajs waits for pending requests before it closes
 * a connection, and mistakes answers in flight for those of a re-authentication, so neither is used: a link that comes
 * near the end of its session retires and a new one is opened beside it.
 */

import type Connection from 'kafkajs/src/network/connection.js';
import type { Protocol } from 'kafkajs/src/network/connection.js';
import type { Metadata } from 'kafkajs/src/protocol/requests/index.js';
import type { Kafkajs } from './kafkajs.ts';

export interface LinkOptions {
  readonly clientId: string;
  readonly ssl: boolean;
  readonly token?: () => Promise<{ value: string }>;
  readonly connectMs: number;
}

/** Idle connections are cut by brokers (10 min) and by networks (AWS NLB 350 s): ours do not get that old. */
const IDLE_MS = 120_000;
const SHARE_OF_SESSION = 0.8;

export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code = 'link';
  readonly retriable = true;
}

export class BrokerLink {
  readonly address: string;
  readonly #kafkajs: Kafkajs;
  readonly #connection: Connection;
  readonly #lookup: ReturnType<Kafkajs['lookup']>;
  readonly #retireAt: number;
  #usedAt = Date.now();
  #inFlight = 0;
  #broken: Error | undefined;

  private constructor(
    address: string,
    kafkajs: Kafkajs,
    connection: Connection,
    lookup: ReturnType<Kafkajs['lookup']>,
  ) {
    this.address = address;
    this.#kafkajs = kafkajs;
    this.#connection = connection;
    this.#lookup = lookup;
    const lifetime = Number(connection.sessionLifetime.toString());
    this.#retireAt = lifetime > 0 ? Date.now() + lifetime * SHARE_OF_SESSION : Number.POSITIVE_INFINITY;
  }

  static async open(kafkajs: Kafkajs, address: string, options: LinkOptions): Promise<BrokerLink> {
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
    const connection = new kafkajs.Connection({
      host,
      port: Number(port),
      logger: silent,
      socketFactory: kafkajs.socketFactory(),
      clientId: options.clientId,
      ssl: options.ssl ? {} : null,
      sasl: options.token ? { mechanism: 'oauthbearer', oauthBearerProvider: options.token } : null,
      connectionTimeout: options.connectMs,
      requestTimeout: 3_600_000,
      enforceRequestTimeout: false,
      maxInFlightRequests: null,
    });
    const opening = async () => {
      await connection.connect();
      const { requests, lookup } = kafkajs;
      const answer = await connection.send(requests.ApiVersions.protocol({ version: 1 })({}));
      const versions: Record<number, object> = {};
      for (const { apiKey, minVersion, maxVersion } of answer.apiVersions) {
        versions[apiKey] = { minVersion, maxVersion };
      }
      connection.setVersions(versions);
      connection.setSupportAuthenticationProtocol(true);
      await connection.authenticate();
      const link = new BrokerLink(address, kafkajs, connection, lookup(versions));
      // A refused token is only seen now: the broker answers the first request after it by closing.
      if (options.token) await link.#probe();
      return link;
    };
    try {
      return await within(
        options.connectMs,
        opening(),
        `no connection to ${address} in ${options.connectMs} ms`,
      );
    } catch (error) {
      destroy(connection, error as Error);
      throw error;
    }
  }

  /** False once it broke, is near the end of its session or was idle for long: open another. */
  get usable(): boolean {
    const now = Date.now();
    const idle = this.#inFlight === 0 && now - this.#usedAt > IDLE_MS;
    return this.#broken === undefined && now < this.#retireAt && !idle && this.#connection.isConnected();
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  metadata(topics: readonly string[], limitMs: number) {
    const { Metadata } = this.#kafkajs.requests;
    const protocol = this.#lookup(3, Metadata)({ topics, allowAutoTopicCreation: false });
    // kafkajs' parse throws the first topic's error for all of them.
    const parse = async (decoded: Metadata) => decoded;
    return this.send({ ...protocol, response: { decode: protocol.response.decode, parse } }, limitMs);
  }

  initProducerId(limitMs: number) {
    const { InitProducerId } = this.#kafkajs.requests;
    const options = { transactionalId: null, transactionTimeout: 60_000 };
    return this.send(this.#lookup(22, InitProducerId)(options), limitMs);
  }

  /** The answer, or a LinkError after which the link is closed. */
  async send<T>(protocol: Protocol<T>, limitMs: number): Promise<T> {
    if (this.#broken) throw this.#broken;
    this.#inFlight += 1;
    this.#usedAt = Date.now();
    try {
      const limit = `${this.address} did not answer ${protocol.request.apiName} in ${limitMs} ms`;
      return await within(limitMs, this.#connection.send(protocol), limit);
    } catch (error) {
      if (isConnectionFault(error)) this.close(error as Error);
      throw error;
    } finally {
      this.#inFlight -= 1;
    }
  }

  close(reason: Error = new LinkError(`the connection to ${this.address} was closed`)): void {
    if (this.#broken) return;
    this.#broken = reason;
    destroy(this.#connection, reason);
  }

  async #probe(): Promise<void> {
    try {
      await this.metadata([], 3_000);
    } catch (error) {
      throw new LinkError(`${this.address} refused the token of this role: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}

/** Kafka's own error answers leave a connection sound; everything else does not. */
const isConnectionFault = (error: unknown): boolean => (error as Error).name !== 'KafkaJSProtocolError';

function destroy(connection: Connection, reason: Error): void {
  connection.rejectRequests(reason);
  connection.disconnect().catch(() => {});
  connection.socket?.destroy();
}

function within<T>(ms: number, work: Promise<T>, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LinkError(message)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** kafkajs logs each refused connection with a stack; what matters comes as an error. */
const silent = {
  namespace: () => silent,
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
};
