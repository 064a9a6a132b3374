/**
 * The event of payload format 2.0. Header names are in lower case, repeated ones joined by commas, cookies apart; a body
 * of a text type is text, any other base64. Unlike AWS a text body that is not UTF-8 is base64 too: no byte is lost.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../local-account.ts';
import type { RouteMatch } from './route-table.ts';

export interface HttpEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
}

export interface Arrival {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly requestId: string;
  /** Epoch ms. */
  readonly at: number;
}

const TEXT = /^(text\/|application\/(json|javascript|xml|([\w.-]+\+)(json|xml))\s*(;|$))/i;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export function requestEvent({ request, body, match, requestId, at }: Arrival): HttpEvent {
  const [rawPath, rawQueryString] = splitUrl(request.url ?? '/');
  const { cookie, ...sent } = joinedHeaders(request);
  const { remoteAddress = '', localPort } = request.socket;
  const headers: Record<string, string> = {
    ...sent,
    'x-forwarded-for': [sent['x-forwarded-for'], remoteAddress].filter(Boolean).join(', '),
    'x-forwarded-port': String(localPort),
    'x-forwarded-proto': 'http',
  };
  const query = queryOf(rawQueryString);
  const { pathParameters } = match;
  const asText = TEXT.test(headers['content-type'] ?? '') && isUtf8(body);
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/).filter(Boolean) }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: contextOf(request, { rawPath, match, requestId, at }),
    ...(body.length > 0 && { body: body.toString(asText ? 'utf8' : 'base64') }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    isBase64Encoded: body.length > 0 && !asText,
  };
}

export function splitUrl(url: string): readonly [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function joinedHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const before = headers.get(name);
    const value = rawHeaders[index + 1] ?? '';
    const separator = name === 'cookie' ? '; ' : ',';
    headers.set(name, before === undefined ? value : `${before}${separator}${value}`);
  }
  return Object.fromEntries(headers);
}

function queryOf(raw: string): Record<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(raw)) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(query);
}

function contextOf(
  request: IncomingMessage,
  {
    rawPath,
    match,
    requestId,
    at,
  }: Pick<Arrival, 'match' | 'requestId' | 'at'> & { readonly rawPath: string },
): Record<string, unknown> {
  const { host = '', 'user-agent': userAgent = '' } = request.headers;
  return {
    accountId: ACCOUNT,
    apiId: 'local',
    domainName: host,
    domainPrefix: host.split('.', 1)[0],
    http: {
      method: request.method,
      path: rawPath,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress,
      userAgent,
    },
    requestId,
    routeKey: match.routeKey,
    stage: '$default',
    time: clfTime(at),
    timeEpoch: at,
  };
}

/** `24/Nov/2026:21:56:19 +0000` */
function clfTime(at: number): string {
  const iso = new Date(at).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
