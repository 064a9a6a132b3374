/**
 * What a function's answer says to the caller. With a `statusCode` it is taken apart; any other JSON is the body itself,
 * with 200. One that cannot be sent is the function's fault: undefined, of which the API makes a 500.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** Of the connection, which is not the function's. */
const NOT_ITS_OWN = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade']);
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

export function functionAnswer(payload: Buffer): HttpAnswer | undefined {
  const text = payload.length === 0 ? 'null' : payload.toString();
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(answer) || !Object.hasOwn(answer, 'statusCode')) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const status = Number(answer.statusCode);
  const headers = headersOf(answer.headers ?? {}, answer.cookies ?? []);
  const { body = '', isBase64Encoded = false } = answer;
  if (!Number.isInteger(status) || status < 200 || status > 599 || headers === undefined) return undefined;
  if (typeof body !== 'string' && body !== null) return undefined;
  return { status, headers, body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8') };
}

function headersOf(given: unknown, cookies: unknown): Record<string, string | string[]> | undefined {
  if (!isObject(given) || !Array.isArray(cookies)) return undefined;
  const headers = new Map<string, string | string[]>([['content-type', 'text/plain; charset=utf-8']]);
  for (const [name, value] of Object.entries(given)) {
    if (!NAME.test(name) || !isScalar(value) || !VALUE.test(String(value))) return undefined;
    if (!NOT_ITS_OWN.has(name.toLowerCase())) headers.set(name.toLowerCase(), String(value));
  }
  if (!cookies.every((each) => typeof each === 'string' && VALUE.test(each))) return undefined;
  if (cookies.length > 0) headers.set('set-cookie', cookies);
  return Object.fromEntries(headers);
}

const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const isScalar = (given: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof given);
