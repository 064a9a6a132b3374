/** A server on loopback that answers each request as the script says, in order, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The same port: the same connection. */
  readonly port: number;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

export interface ScriptedServer {
  readonly endpoint: string;
  readonly asked: Asked[];
}

export async function scriptedServer(script: readonly Answer[]): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers, socket } = request;
    const place =
      asked.push({ method, url, headers, body: Buffer.alloc(0), port: socket.remotePort ?? 0 }) - 1;
    const body = await buffer(request).catch(() => undefined);
    // The client hung up in the body.
    if (body === undefined) return;
    const whole = { ...asked[place]!, body };
    asked[place] = whole;
    const answer = script[place];
    if (answer) answer(response, whole);
    else response.writeHead(501).end(`request ${place + 1} is not in the script`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export const ok =
  (body: string | Buffer = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, headers).end(body);

/** S3's form of a refusal. */
export const refuse =
  (status: number, code: string): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>as scripted</Message></Error>`);

export const silence: Answer = () => {};
