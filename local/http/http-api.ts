/**
 * The HTTP API of the template in front of the functions of this machine: payload format 2.0, and the answers that
 * API Gateway gives when a function does not.
 *
 *   403  not a call from this machine (loopback-guard.ts)     413  body above 10 MB, or event above Lambda's 6 MB
 *   404  no route                                             500  the function failed, or its answer is malformed
 *   503  no answer within the integration's 30 s, or no function to ask
 *
 * A function that is too late goes on, as in AWS.
 */
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { failed, type InvokeResult } from '../lambda/invoke-result.ts';
import { MAX_INVOKE_BYTES } from '../lambda/runtime-api.ts';
import { portsTaken } from '../process/free-ports.ts';
import { StartError } from '../start-error.ts';
import { functionAnswer, type HttpAnswer } from './function-answer.ts';
import type { HttpRoute } from './http-route.ts';
import { refusalOf } from './loopback-guard.ts';
import { readBody } from './read-body.ts';
import { requestEvent, splitUrl } from './request-event.ts';
import { routeTable } from './route-table.ts';

export interface HttpApiOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly routes: readonly HttpRoute[];
  invoke(functionName: string, payload: Buffer): Promise<InvokeResult>;
  log(line: string): void;
}

export interface HttpApi {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Requests under way have a little time to end; their sockets have not. */
  stop(): Promise<void>;
}

const TIMEOUT_MS = 30_000;
const STOP_MS = 300;
/** Errors of Lambda itself, not of the function. */
const UNAVAILABLE = ['TooManyRequestsException', 'ServiceException'];

export async function startHttpApi({ port, routes, invoke, log }: HttpApiOptions): Promise<HttpApi> {
  const routeOf = routeTable(routes);

  const answerTo = async (request: http.IncomingMessage, requestId: string): Promise<HttpAnswer> => {
    const refusal = refusalOf(request.headers, request.socket.localPort ?? port);
    if (refusal !== undefined) return message(403, `Forbidden: ${refusal}`);
    const match = routeOf(request.method ?? '', splitUrl(request.url ?? '/')[0]);
    if (match === undefined) return message(404, 'Not Found');
    const body = await readBody(request);
    if (body === undefined) return message(413, 'Request Entity Too Large');
    const event = requestEvent({ request, body, match, requestId, at: Date.now() });
    const payload = Buffer.from(JSON.stringify(event));
    if (payload.length > MAX_INVOKE_BYTES) return message(413, 'Request Entity Too Large');

    const { functionName, timeoutMs = TIMEOUT_MS } = match.route;
    const late = new AbortController();
    const result = await Promise.race([
      invoke(functionName, payload).catch((error: Error) =>
        failed(requestId, 'ServiceException', error.message),
      ),
      sleep(timeoutMs, undefined, { signal: late.signal }).catch(() => undefined),
    ]).finally(() => late.abort());
    const refused = (status: number, why: string): HttpAnswer => {
      log(`${match.routeKey} → ${functionName}: ${status}: ${why} (request ${requestId})`);
      return message(status, status === 503 ? 'Service Unavailable' : 'Internal Server Error');
    };
    if (result === undefined) return refused(503, `no answer within ${timeoutMs} ms`);
    if (result.status === 'error') {
      const { errorType, errorMessage } = result;
      return refused(UNAVAILABLE.includes(errorType) ? 503 : 500, `${errorType}: ${errorMessage}`);
    }
    return functionAnswer(result.payload) ?? refused(500, 'its answer is malformed');
  };

  const serve = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const requestId = randomBytes(12).toString('base64url');
    const { status, headers, body } = await answerTo(request, requestId);
    // a 204 and a 304 have no body, nor its length
    const length = status === 204 || status === 304 ? {} : { 'content-length': body.length };
    response.writeHead(status, { ...headers, ...length, 'apigw-requestid': requestId }).end(body);
  };
  const server = http.createServer((request, response) => {
    serve(request, response).catch((error: Error) => {
      // a caller that went away while it was sending is no event
      if (!request.errored) log(`${request.method} ${request.url}: ${error.message}`);
      response.destroy();
    });
  });
  const bound = await listen(server, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), STOP_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

const message = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message: text })),
});

async function listen(server: http.Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const what = 'the HTTP API';
      reject(
        taken
          ? portsTaken([{ port, what }])
          : new StartError(`${what} cannot listen on 127.0.0.1:${port}: ${error.message}`),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
