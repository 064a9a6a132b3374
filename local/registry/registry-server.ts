/**
 * Glue's protocol, AWS JSON 1.1, on 127.0.0.1: the action is in X-Amz-Target, an error in `__type` and
 * x-amzn-errortype. Signatures are not looked at, and permissions not enforced: whoever is on this machine may call.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { refusalOf } from '../http/loopback-guard.ts';
import { readBody } from '../http/read-body.ts';
import { portsTaken } from '../process/free-ports.ts';
import { StartError } from '../start-error.ts';
import { isObject, type Json, type JsonObject } from '../template/json.ts';
import { ACTIONS } from './calls/actions.ts';
import { inputOf } from './input.ts';
import { type Outage, outageOf } from './outage.ts';
import { RegistryError } from './registry-error.ts';
import type { SchemaRegistry } from './schema-registry.ts';

export interface RegistryServerOptions {
  readonly registry: SchemaRegistry;
  /** 0: any free one. */
  readonly port: number;
  readonly log: (text: string) => void;
}

export interface RegistryServer extends Pick<Outage, 'refuse' | 'silence'> {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** How often each action was called since the start, failed calls included. */
  readonly calls: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;
const TARGET = /^AWSGlue\.(\w+)$/;

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

export async function startRegistryServer({
  registry,
  port,
  log,
}: RegistryServerOptions): Promise<RegistryServer> {
  const calls = new Map<string, number>();
  let bound = port;

  const answerTo = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<Answer> => {
    const refusal = refusalOf(request.headers, request.socket.localPort ?? bound);
    if (refusal !== undefined) return failure(403, 'AccessDeniedException', refusal);
    const body = await readBody(request, MAX_BODY_BYTES);
    await outage.voice();
    // Whoever has hung up during a silence has not called.
    if (response.destroyed) return failure(400, 'RequestAbortedException', 'the caller went away');
    const [, name = ''] = TARGET.exec(String(request.headers['x-amz-target'] ?? '')) ?? [];
    const action = request.method === 'POST' ? ACTIONS.get(name) : undefined;
    if (action === undefined) {
      const message = `not answered here; answered are POST with X-Amz-Target: AWSGlue.<action>, of ${[...ACTIONS.keys()].join(', ')}`;
      return failure(400, 'UnknownOperationException', message);
    }
    if (body === undefined) {
      const message = `the body has more than ${MAX_BODY_BYTES} bytes`;
      return failure(413, 'RequestEntityTooLargeException', message);
    }
    const input = parsed(body);
    if (input === undefined) return failure(400, 'SerializationException', 'the body is no JSON object');
    calls.set(name, (calls.get(name) ?? 0) + 1);
    try {
      return { status: 200, body: action(inputOf(input), registry) };
    } catch (error) {
      if (error instanceof RegistryError) return failure(400, error.code, error.message);
      log(`schema registry: ${name} failed: ${(error as Error).stack}`);
      return failure(500, 'InternalServiceException', 'the local registry failed; its log says how');
    }
  };

  const server = http.createServer((request, response) => {
    answerTo(request, response)
      .then(({ status, body }) => {
        response
          .writeHead(status, {
            'content-type': 'application/x-amz-json-1.1',
            'x-amzn-requestid': randomUUID(),
            ...(status !== 200 && { 'x-amzn-errortype': String(body.__type) }),
          })
          .end(JSON.stringify(body));
      })
      // The caller went away while it was sending.
      .catch(() => response.destroy());
  });
  const outage = outageOf({
    listen: () => listen(server, bound),
    close: () => close(server),
  });
  await listen(server, port);
  const address = server.address();
  if (typeof address === 'object' && address !== null) bound = address.port;
  return {
    endpoint: `http://127.0.0.1:${bound}`,
    calls,
    refuse: outage.refuse,
    silence: outage.silence,
    async stop() {
      await outage.end();
      await close(server);
    },
  };
}

const failure = (status: number, type: string, message: string): Answer => ({
  status,
  body: { __type: type, Message: message },
});

function parsed(body: Buffer): JsonObject | undefined {
  try {
    const given = JSON.parse(body.toString()) as Json;
    return isObject(given) ? given : undefined;
  } catch {
    return undefined;
  }
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const what = 'the schema registry';
    const failed = (error: NodeJS.ErrnoException): void =>
      reject(
        error.code === 'EADDRINUSE'
          ? portsTaken([{ port, what }])
          : new StartError(`${what} cannot listen on 127.0.0.1:${port}: ${error.message}`),
      );
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve();
    });
  });
}

/** At once: what is under way is cut. */
function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
