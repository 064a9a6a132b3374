/**
 * The S3 client of the process, imported and made by its first request: 100 ms that a start without one need not pay.
 *
 * A store that is gone must not hold a record longer than its rule may run: connect 1 s, answer 5 s (and 5 s without a
 * byte in it), 2 attempts. Sockets that were idle while Lambda froze the process may be dead and not know it: after
 * 4 s without a request (S3 closes idle ones after about 5) none of them is used again.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';

const CONNECT_MS = 1_000;
const ANSWER_MS = 5_000;
const ATTEMPTS = 2;
/** A request that waits for a socket uses up its time to connect: more than are ever under way side by side. */
const SOCKETS = 256;
const IDLE_MS = 4_000;

type Sdk = typeof import('@aws-sdk/client-s3');

export interface S3Connection {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

export type Connect = () => Promise<S3Connection>;

/** What a deployed function leaves to its environment. */
export type S3Options = Pick<S3ClientConfig, 'endpoint' | 'region' | 'credentials'>;

export function s3Connection(options: S3Options = {}): Connect {
  let connecting: Promise<S3Connection> | undefined;
  return () => {
    connecting ??= connect(options);
    return connecting;
  };
}

export const processS3 = s3Connection();

async function connect(options: S3Options): Promise<S3Connection> {
  const sdk = await import('@aws-sdk/client-s3');
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: SOCKETS });
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS });
  const client = new sdk.S3Client({
    ...options,
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      // Without it a request that is over its time is only warned about.
      throwOnRequestTimeout: true,
      socketTimeout: ANSWER_MS,
      httpAgent,
      httpsAgent,
    },
  });
  let usedAt = Date.now();
  client.middlewareStack.add(
    (next) => async (request) => {
      if (Date.now() - usedAt > IDLE_MS) for (const agent of [httpAgent, httpsAgent]) dropIdle(agent);
      usedAt = Date.now();
      return next(request);
    },
    { step: 'finalizeRequest', name: 'dropIdleSockets', priority: 'low' },
  );
  return { sdk, client };
}

function dropIdle(agent: HttpAgent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}
