/**
 * POSTs an order until it is taken. Where the outcome is unknown the same request is repeated under the same
 * Idempotency-Key; an order published twice is invoiced once.
 */
import type { Order } from '../schemas/orders.events.v1/value/contract.ts';
import { dayText } from '../shared/calendar-day.ts';

export interface PostPorts {
  readonly fetch: (url: string, request: RequestInit) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Epoch ms. */
  readonly now: () => number;
}

const PATIENCE_MS = 120_000;
const PAUSE_MS = 1_000;
/** Of the service (503, 500 of a function that failed) or of what stands before it. */
const AGAIN = [429, 500, 502, 503, 504];

export async function postOrder(url: string, order: Order, { fetch, sleep, now }: PostPorts): Promise<void> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': order.id },
    body: JSON.stringify(bodyOf(order)),
  };
  const giveUp = now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, request).catch((error: Error) => error);
    if (answer instanceof Response) {
      const body = await answer.text();
      if (answer.status === 202) return;
      if (!AGAIN.includes(answer.status)) throw new Error(`POST ${url} answered ${answer.status}: ${body}`);
    }
    if (now() >= giveUp) {
      const last = answer instanceof Response ? `status ${answer.status}` : answer.message;
      throw new Error(`${order.id} was not taken in ${PATIENCE_MS / 1_000} s: ${last}`);
    }
    await sleep(pauseMs(answer));
  }
}

/** What the HTTP API takes. */
const bodyOf = ({ id, customerId, placedOn, quantity, amount, giftMessage }: Order): object => ({
  orderId: id,
  customerId,
  placedOn: dayText(placedOn ?? 0),
  quantity,
  amount,
  ...(giftMessage !== null && { giftMessage }),
});

function pauseMs(answer: Response | Error): number {
  const seconds =
    answer instanceof Response ? Number(answer.headers.get('retry-after') ?? Number.NaN) : Number.NaN;
  return Number.isFinite(seconds) ? Math.min(seconds, 10) * 1_000 : PAUSE_MS;
}
