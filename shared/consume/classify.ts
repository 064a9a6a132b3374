/**
 * From any thrown thing to a verdict. Total: whatever is thrown, there is an answer, in this order.
 *   1  the subscription's own `errors` table, by code
 *   2  our own errors and every error that says `retriable` / `retryable` itself (kafkajs, claim check, producer)
 *   3  AWS SDK errors by `$retryable`, `$fault` and status
 *   4  network errors and time-outs, also as the cause of another error (fetch wraps them in a TypeError)
 *   5  data and programming errors: permanent
 *   6  unknown: transient, since a repeated record beats a lost one
 * Nothing is decided on message text or `instanceof` of foreign classes: bundles may hold a class twice.
 */
import type { Verdict } from '../declare/subscription.ts';

export interface Failure {
  readonly verdict: Verdict;
  /** A stable word: the error's own code, else its name. [A-Za-z0-9_.-], at most 100 characters. */
  readonly code: string;
  readonly error: Error;
}

interface ErrorLike extends Error {
  readonly code?: unknown;
  readonly retriable?: unknown;
  readonly retryable?: unknown;
  readonly $fault?: unknown;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
]);
const TIMEOUTS = new Set(['TimeoutError', 'AbortError']);
const DATA_AND_PROGRAMMING = new Set([
  'SyntaxError',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AssertionError',
  'ZodError',
  'ValiError',
]);
/** Client faults that are about the account or the moment, not about this record. */
const NOT_THE_RECORD = new Set([401, 403, 404, 408, 409, 425, 429]);

export function classify(thrown: unknown, overrides: Readonly<Record<string, Verdict>> = {}): Failure {
  const error = asError(thrown);
  const code = codeOf(error);
  const verdict = (Object.hasOwn(overrides, code) ? overrides[code] : undefined) ?? general(error);
  return { verdict, code, error };
}

function general(error: ErrorLike): Verdict {
  const retriable = error.retriable ?? error.retryable;
  if (typeof retriable === 'boolean') return retriable ? 'transient' : 'permanent';
  if (error.$fault === 'client' || error.$fault === 'server') return ofSdk(error);
  if (isNetwork(error)) return 'transient';
  return DATA_AND_PROGRAMMING.has(error.name) ? 'permanent' : 'transient';
}

function ofSdk(error: ErrorLike): Verdict {
  if (error.$retryable !== undefined || error.$fault === 'server') return 'transient';
  const status = error.$metadata?.httpStatusCode;
  return status === undefined || status >= 500 || NOT_THE_RECORD.has(status) ? 'transient' : 'permanent';
}

function isNetwork(error: ErrorLike, depth = 0): boolean {
  if (TIMEOUTS.has(error.name)) return true;
  if (typeof error.code === 'string' && NETWORK.has(error.code)) return true;
  return depth < 3 && error.cause instanceof Error && isNetwork(error.cause as ErrorLike, depth + 1);
}

function codeOf(error: ErrorLike): string {
  const code = typeof error.code === 'string' && error.code !== '' ? error.code : error.name;
  return code.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 100) || 'Error';
}

function asError(thrown: unknown): ErrorLike {
  if (thrown instanceof Error) return thrown;
  return new Error(`a rule threw ${thrown === null ? 'null' : typeof thrown}, not an Error`, {
    cause: thrown,
  });
}
