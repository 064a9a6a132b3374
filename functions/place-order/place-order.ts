/**
 * Takes an order: checks it, gives it an id, publishes it.
 *   202  published: acknowledged by all in-sync replicas
 *   400, 413, 415  not an order; the answer says what is wrong where, and never quotes what was sent
 *   503  not acknowledged in time; it may have been published, so it is to be repeated under the same id
 *
 * The id: the body's, else made from the Idempotency-Key, else a new one. Repeating an order under its id is harmless:
 * it is invoiced once. A key counts within its customer, since two customers may think of the same one.
 */
import { createHash, randomUUID } from 'node:crypto';
// A namespace import: through `{ z }` the bundle would carry 360 KB of zod's locales.
import * as z from 'zod';
import type { Order } from '../../schemas/orders.events.v1/value/contract.ts';
import { dayOf } from '../../shared/calendar-day.ts';

export interface OrderRequest {
  readonly contentType: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: Buffer;
}

export interface OrderAnswer {
  readonly status: number;
  readonly body: object;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Why it was not published, for the log. */
  readonly code?: string;
}

/** Rejects with an error of `code` and `retriable`; see shared/produce/produce-error.ts. */
export type PublishOrder = (order: Order) => Promise<unknown>;

/** Base64 or escapes must fit it into Lambda's 6 MB. */
const BODY_BYTES = 4 * 1024 * 1024;
const RETRY_AFTER_S = 5;
const KEY = /^[\x21-\x7e]{1,128}$/;

/** The division is rounded to the nearest double, which is what a decimal of two digits is read as. */
const cents = (amount: number) => Math.round(amount * 100) / 100 === amount;

/** What the HTTP API takes, which may change without the topic's schema and the other way round. */
const requestSchema = z.strictObject({
  orderId: z.string().min(1).max(64).optional(),
  customerId: z.string().min(1).max(64),
  placedOn: z.iso.date(),
  quantity: z.int32().min(0),
  /** US dollars. A negative amount is well-formed: that it is refused is a rule of the business. */
  amount: z.number().refine(cents, 'at most two decimals'),
  giftMessage: z.string().optional(),
});
type Body = z.infer<typeof requestSchema>;
const FIELDS = Object.keys(requestSchema.shape).join(', ');

export async function placeOrder(request: OrderRequest, publish: PublishOrder): Promise<OrderAnswer> {
  const { contentType, idempotencyKey, body } = request;
  // A page of another site can send text or a form, but not JSON, without being asked first. A client that names no
  // type is no page.
  if (!/^application\/json *(;|$)/i.test(contentType ?? 'application/json')) {
    return refused(
      415,
      '',
      'the content type is not application/json: send `content-type: application/json`',
    );
  }
  if (body.length > BODY_BYTES) {
    return refused(413, '', `the body has ${body.length} bytes; allowed: ${BODY_BYTES}`);
  }
  if (idempotencyKey !== undefined && !KEY.test(idempotencyKey)) {
    return refused(400, 'Idempotency-Key', 'allowed: 1 to 128 printable ASCII characters without blanks');
  }
  const given = parsed(body);
  if (given === undefined) return refused(400, '', 'the body is not JSON in UTF-8');
  const { data, error } = requestSchema.safeParse(given);
  if (error !== undefined) return { status: 400, body: { errors: error.issues.map(described) } };
  const order = orderOf(data, idempotencyKey);
  try {
    await publish(order);
  } catch (failure) {
    return unpublished(order, failure as PublishFailure);
  }
  return { status: 202, body: { orderId: order.id } };
}

const refused = (status: number, path: string, message: string): OrderAnswer => ({
  status,
  body: { errors: [{ path, message }] },
});

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** The schema's messages name what is expected and the type received, but unknown fields by the name that was sent. */
function described(issue: z.core.$ZodIssue): { path: string; message: string } {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
  return { path, message: `${issue.keys.length} unknown fields; allowed: ${FIELDS}` };
}

function orderOf(
  { orderId: given, placedOn, giftMessage, ...rest }: Body,
  idempotencyKey: string | undefined,
): Order {
  return {
    ...rest,
    id: given ?? orderId(rest.customerId, idempotencyKey),
    status: 'PENDING',
    placedOn: dayOf(placedOn) ?? null,
    giftMessage: giftMessage ?? null,
  };
}

function orderId(customerId: string, idempotencyKey: string | undefined): string {
  if (idempotencyKey === undefined) return randomUUID();
  const scoped = JSON.stringify([customerId, idempotencyKey]);
  return `key-${createHash('sha256').update(scoped).digest('hex').slice(0, 40)}`;
}

interface PublishFailure extends Error {
  readonly code?: string;
  readonly retriable?: boolean;
  readonly refused?: readonly { readonly code: string }[];
}

const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'claim-too-large'];

/**
 * Not acknowledged in time is one answer, whether the record may have been written or was certainly not: repeating under
 * the same key is right for both. An error of no known kind may have come after the record was sent.
 */
function unpublished({ id: orderId }: Order, failure: PublishFailure): OrderAnswer {
  const reason = failure.refused?.[0]?.code;
  const code = reason ?? failure.code ?? failure.name;
  if (failure.code !== 'produce-refused' || failure.retriable === true) {
    const message = 'outcome unknown, repeat with the same Idempotency-Key';
    return { status: 503, body: { message, orderId }, retryAfter: RETRY_AFTER_S, code };
  }
  if (reason !== undefined && TOO_LARGE.includes(reason)) {
    return { ...refused(413, '', 'the order is too large to be published'), code };
  }
  return { status: 500, body: { message: 'not accepted' }, code };
}
