/**
 * From any thrown thing to a verdict. Total: whatever is thrown, there is an answer, in this order.
 *   1  the subscription's own `errors` table, by code
 *   2  permanent() and transient()
 *   3  AWS SDK errors: see sdk-error.ts
 *   4  errors that say `retriable` / `retryable` themselves (kafkajs, claim check, producer); one that gave up on a
 *      retriable cause is transient, since the record is not to blame
 *   5  network errors and time-outs
 *   6  data and programming errors: permanent, unless they only wrap something transient (fetch: a TypeError)
 *   7  unknown: transient, since a repeated record beats a lost one
 * Nothing is decided on message text or `instanceof` of foreign classes: bundles may hold a class twice.
 */
import type { Verdict } from '../declare/subscription.ts';
import { isTransientSdkError, type SdkError } from './sdk-error.ts';

/** What is known of a failure, in plain text: nothing here can throw any more. */
export interface Failure {
  readonly verdict: Verdict;
  /** A stable word: the error's own code, else its name. [A-Za-z0-9_.-], at most 100 characters. */
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Name of the cause, if there is one. */
  readonly cause?: string;
}

interface ErrorLike extends SdkError {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly verdict?: unknown;
  readonly retriable?: unknown;
  readonly retryable?: unknown;
}

const NETWORK =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|UND_ERR_(?!INVALID_ARG)\w+|HPE_\w+)$/;
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
  '$ZodError',
  'ValiError',
]);
const DEEPEST_CAUSE = 4;

export function classify(thrown: unknown, overrides: Readonly<Record<string, Verdict>> = {}): Failure {
  try {
    return failureOf(thrown, overrides);
  } catch {
    // A getter or a proxy that throws.
    return { verdict: 'transient', code: 'Error', name: 'Error', message: 'an unreadable error', stack: '' };
  }
}

function failureOf(thrown: unknown, overrides: Readonly<Record<string, Verdict>>): Failure {
  const error = asError(thrown);
  const name = text(error.name) || 'Error';
  const code = codeOf(error, name);
  const override = Object.hasOwn(overrides, code) ? overrides[code] : undefined;
  return {
    verdict: override ?? general(error),
    code,
    name,
    message: text(error.message),
    stack: text(error.stack),
    ...(isObject(error.cause) && { cause: text(error.cause.name) || 'Error' }),
  };
}

function general(error: ErrorLike, depth = 0): Verdict {
  const known = knownVerdict(error);
  if (known !== undefined) return known;
  const cause = isObject(error.cause) && depth < DEEPEST_CAUSE ? error.cause : undefined;
  if (error.retriable === false || error.retryable === false) {
    return cause !== undefined && knownVerdict(cause) === 'transient' ? 'transient' : 'permanent';
  }
  if (!DATA_AND_PROGRAMMING.has(text(error.name))) return 'transient';
  return cause === undefined ? 'permanent' : general(cause, depth + 1);
}

/** What an error says of itself, short of giving up. */
function knownVerdict(error: ErrorLike): Verdict | undefined {
  if (error.verdict === 'permanent' || error.verdict === 'transient') return error.verdict;
  const sdk = isTransientSdkError(error);
  if (sdk !== undefined) return sdk ? 'transient' : 'permanent';
  return error.retriable === true || error.retryable === true || isNetwork(error) ? 'transient' : undefined;
}

const isNetwork = ({ name, code }: ErrorLike): boolean =>
  TIMEOUTS.has(text(name)) || NETWORK.test(text(code));

/** A number is a code of the error's own (a database's, gRPC's), save in a DOMException, where it is legacy. */
function codeOf(error: ErrorLike, name: string): string {
  const own = typeof error.code === 'number' && !TIMEOUTS.has(name) ? String(error.code) : text(error.code);
  return (own || name).replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 100);
}

/** A thrown object has the marks of an error or not; anything else has none. */
function asError(thrown: unknown): ErrorLike {
  if (isObject(thrown)) return thrown;
  return { name: 'Error', message: `a rule threw ${thrown === null ? 'null' : typeof thrown}, not an Error` };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isObject = (value: unknown): value is ErrorLike => typeof value === 'object' && value !== null;
