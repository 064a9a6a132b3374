/**
 * One connection to one broker, on kafkajs' Connection (sockets, TLS, SASL, framing).
 *
 * A link is used until something is wrong with it and then thrown away whole: a broker that owes an answer and says
 * nothing for longer than the request's limit is treated as gone. kafkajs waits for pending requests before it closes
 * a connection, and mistakes answers in flight for those of a re-authentication, so neither is used: a link that comes
 * near the end of its session retires and a new one is opened beside it.
 */
import type Connection from 'kafkajs/src/network/connection.js';
import { now } from './clock.ts';
import type { Kafkajs } from './kafkajs.ts';
import { metadataRequest } from './metadata-request.ts';
import { framed, type Request } from './request.ts';
import { silence } from './silence.ts';

export interface LinkOptions {
  readonly clientId: string;
  readonly ssl: boolean;
  readonly token?: () => Promise<{ value: string }>;
  readonly connectMs: number;
}

/** Idle connections are cut by brokers (10 min) and by networks (AWS NLB 350 s): ours do not get that old. */
const IDLE_MS = 120_000;
const SHARE_OF_SESSION = 0.8;
const PROBE_MS = 3_000;

export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code = 'link';
  readonly retriable = true;
  /** False: nothing of the request was written. */
  readonly sent: boolean;

  constructor(message: string, options: ErrorOptions & { readonly sent?: boolean } = {}) {
    super(message, options);
    this.sent = options.sent ?? true;
  }
}

export class BrokerLink {
  readonly address: string;
  readonly #kafkajs: Kafkajs;
  readonly #clientId: string;
  readonly #connection: Connection;
  readonly #retireAt: number;
  #usedAt = now();
  /** When an answer came last. */
  #heardAt = now();
  #inFlight = 0;
  #retired = false;
  #broken: Error | undefined;

  private constructor(address: string, kafkajs: Kafkajs, clientId: string, connection: Connection) {
    this.address = address;
    this.#kafkajs = kafkajs;
    this.#clientId = clientId;
    this.#connection = connection;
    const lifetime = Number(connection.sessionLifetime.toString());
    this.#retireAt = lifetime > 0 ? now() + lifetime * SHARE_OF_SESSION : Number.POSITIVE_INFINITY;
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
      reauthenticationThreshold: 0,
    });
    // Nothing waits in kafkajs' queue, yet it arms a timer in the past with every answer.
    connection.requestQueue.scheduleCheckPendingRequests = () => {};
    const opening = async () => {
      await connection.connect();
      connection.socket?.setNoDelay(true);
      const answer = await connection.send(kafkajs.requests.ApiVersions.protocol({ version: 1 })({}));
      const versions: Record<number, object> = {};
      for (const { apiKey, minVersion, maxVersion } of answer.apiVersions) {
        versions[apiKey] = { minVersion, maxVersion };
      }
      connection.setVersions(versions);
      connection.setSupportAuthenticationProtocol(true);
      await connection.authenticate().catch((cause: Error) => {
        // kafkajs calls it final, a connection that closed meanwhile included.
        throw new LinkError(`no authentication at ${address}: ${cause.message}`, { cause });
      });
      const link = new BrokerLink(address, kafkajs, options.clientId, connection);
      // A refused token is only seen now: the broker answers the first request after it by closing.
      if (options.token) await link.#probe();
      return link;
    };
    try {
      const over = () => new LinkError(`no connection to ${address} in ${options.connectMs} ms`);
      return await silence(opening(), options.connectMs, over);
    } catch (error) {
      destroy(connection, error as Error);
      throw error;
    }
  }

  /** False once it broke, is near the end of its session or was idle for long: open another. */
  get usable(): boolean {
    const at = now();
    const idle = this.#inFlight === 0 && at - this.#usedAt > IDLE_MS;
    return (
      this.#broken === undefined &&
      !this.#retired &&
      at < this.#retireAt &&
      !idle &&
      this.#connection.isConnected()
    );
  }

  /** The answer; or a LinkError, after which the link is closed; or what `decode` made of the answer. */
  async send<T>(request: Request<T>, limitMs: number): Promise<T> {
    if (!this.#connection.isConnected()) this.close();
    if (this.#broken) throw new LinkError(this.#broken.message, { cause: this.#broken, sent: false });
    this.#inFlight += 1;
    this.#usedAt = now();
    const over = () => new LinkError(`${this.address} did not answer ${request.apiName} in ${limitMs} ms`);
    let answer: Buffer;
    try {
      answer = await silence(this.#write(request), limitMs, over, () => this.#heardAt);
      this.#heardAt = now();
    } catch (error) {
      this.close(error as Error);
      throw error;
    } finally {
      this.#inFlight -= 1;
      if (this.#retired && this.#inFlight === 0) this.close();
    }
    return request.decode(answer);
  }

  /** Closes when what is in flight was answered. */
  retire(): void {
    this.#retired = true;
    if (this.#inFlight === 0) this.close();
  }

  close(reason: Error = new LinkError(`the connection to ${this.address} was closed`)): void {
    if (this.#broken) return;
    this.#broken = reason;
    destroy(this.#connection, reason);
  }

  async #write(request: Request<unknown>): Promise<Buffer> {
    const { requestQueue, socket } = this.#connection;
    const { apiKey, apiName, apiVersion } = request;
    const correlationId = this.#connection.nextCorrelationId();
    const { payload } = await new Promise<{ readonly payload: Buffer }>((resolve, reject) => {
      requestQueue.push({
        entry: { apiKey, apiName, apiVersion, correlationId, resolve, reject },
        expectResponse: true,
        requestTimeout: null,
        sendRequest: () => {
          socket?.cork();
          for (const chunk of framed(request, correlationId, this.#clientId)) socket?.write(chunk);
          socket?.uncork();
        },
      });
    });
    return payload;
  }

  async #probe(): Promise<void> {
    try {
      await this.send(metadataRequest(this.#kafkajs, []), PROBE_MS);
    } catch (error) {
      throw new LinkError(`${this.address} refused the token of this role: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}

function destroy(connection: Connection, reason: Error): void {
  connection.rejectRequests(reason);
  connection.disconnect().catch(() => {});
  connection.socket?.destroy();
}

/** kafkajs logs each refused connection with a stack; what matters comes as an error. */
const silent = {
  namespace: () => silent,
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
};
