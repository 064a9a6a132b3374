/**
 * Lambda's Runtime API for one environment, on a loopback port of its own: AWS_LAMBDA_RUNTIME_API has no room for a
 * path. It carries one invocation at a time and knows nothing of processes, limits or logs.
 *
 *   GET  /2018-06-01/runtime/invocation/next            waits for the next event
 *   POST /2018-06-01/runtime/invocation/<id>/response   the answer
 *   POST /2018-06-01/runtime/invocation/<id>/error      {errorType, errorMessage, trace}
 *   POST /2018-06-01/runtime/init/error                 the same, before the first event
 */
import http from 'node:http';

/** Request and response of a synchronous invocation, in bytes. */
export const MAX_INVOKE_BYTES = 6_291_556;

export interface RuntimeEvent {
  readonly requestId: string;
  readonly payload: Buffer;
  /** Epoch ms. */
  readonly deadline: number;
  readonly functionArn: string;
  readonly traceId: string;
}

export type RuntimeAnswer =
  | { readonly kind: 'response'; readonly payload: Buffer }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'error'; readonly errorType: string; readonly payload: Buffer };

export interface RuntimeListener {
  /** The runtime waits for an event. */
  next(): void;
  /** Of the event that was sent last; at most one. */
  answer(answer: RuntimeAnswer): void;
  initError(errorType: string, payload: Buffer): void;
}

export interface RuntimeApi {
  /** host:port */
  readonly address: string;
  /** Only after `next()`. */
  send(event: RuntimeEvent): void;
  close(): void;
}

const PREFIX = '/2018-06-01/runtime';

export async function openRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  let waiting: http.ServerResponse | undefined;
  let current: string | undefined;

  const post = async (path: string, request: http.IncomingMessage): Promise<number> => {
    const body = await readBody(request);
    const errorType = String(request.headers['lambda-runtime-function-error-type'] ?? '');
    if (path === '/init/error') {
      listener.initError(errorType, body.payload);
      return 202;
    }
    const [, id, kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (kind === undefined) return 404;
    if (id !== current) return 400;
    current = undefined;
    if (body.bytes > MAX_INVOKE_BYTES) listener.answer({ kind: 'too-large', bytes: body.bytes });
    else if (kind === 'error') listener.answer({ kind, errorType, payload: body.payload });
    else listener.answer({ kind: 'response', payload: body.payload });
    return body.bytes > MAX_INVOKE_BYTES ? 413 : 202;
  };

  const server = http.createServer((request, response) => {
    const path = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : '';
    if (request.method === 'GET' && path === '/invocation/next') {
      waiting = response;
      listener.next();
      return;
    }
    const answer = (status: number): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status < 300 ? '{"status":"OK"}' : `{"errorType":"InvalidRequest","status":${status}}`);
    };
    if (request.method !== 'POST') return answer(404);
    // a body cut short is a worker that died: its exit tells the rest
    post(path, request).then(answer, () => response.destroy());
  });
  // a frozen worker keeps its connection for as long as it is frozen
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the Runtime API has no port');

  return {
    address: `127.0.0.1:${at.port}`,
    send(event) {
      const response = waiting;
      if (response === undefined) throw new Error('the runtime is not waiting for an event');
      waiting = undefined;
      current = event.requestId;
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': event.payload.length,
        'lambda-runtime-aws-request-id': event.requestId,
        'lambda-runtime-deadline-ms': event.deadline,
        'lambda-runtime-invoked-function-arn': event.functionArn,
        'lambda-runtime-trace-id': event.traceId,
      });
      response.end(event.payload);
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Beyond the limit the bytes are counted and not kept. */
async function readBody(request: http.IncomingMessage): Promise<{ payload: Buffer; bytes: number }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_INVOKE_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return { payload: Buffer.concat(chunks), bytes };
}
