import { describe, expect, test } from 'vitest';
import { postOrder } from '../../samples/post-order.ts';
import { order } from '../functions/order.ts';

/** Answers one after another; the last one for ever. Time passes only by sleeping. */
function scripted(answers: readonly (Response | Error)[]) {
  const requests: { url: string; request: RequestInit }[] = [];
  const slept: number[] = [];
  let now = 0;
  const ports = {
    fetch: async (url: string, request: RequestInit) => {
      requests.push({ url, request });
      const answer = answers[Math.min(requests.length, answers.length) - 1]!;
      if (answer instanceof Error) throw answer;
      return answer.clone() as Response;
    },
    sleep: async (ms: number) => {
      slept.push(ms);
      now += ms;
    },
    now: () => now,
  };
  return { ports, requests, slept, post: () => postOrder('http://127.0.0.1/orders', order(), ports) };
}

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(status === 202 ? '{"orderId":"order-1"}' : '{"errors":[]}', { status, headers });

describe('postOrder', () => {
  test('posts the order as JSON under its id as the Idempotency-Key', async () => {
    const { post, requests } = scripted([answer(202)]);
    await post();
    expect(requests).toHaveLength(1);
    expect(requests[0]?.request).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'order-1' },
    });
    expect(JSON.parse(String(requests[0]?.request.body))).toEqual({
      orderId: 'order-1',
      customerId: 'customer-1',
      placedOn: '1997-01-18',
      quantity: 2,
      amount: 29.73,
    });
  });

  test('repeats the same request after 503, when the answer says, and after a lost connection', async () => {
    const { post, requests, slept } = scripted([
      answer(503, { 'retry-after': '5' }),
      new TypeError('fetch failed'),
      answer(500),
      answer(202),
    ]);
    await post();
    expect(slept).toEqual([5_000, 1_000, 1_000]);
    expect(new Set(requests.map(({ request }) => JSON.stringify(request))).size).toBe(1);
  });

  test('gives up at once on an order that is refused', async () => {
    const { post, requests } = scripted([answer(400)]);
    await expect(post()).rejects.toThrow('POST http://127.0.0.1/orders answered 400: {"errors":[]}');
    expect(requests).toHaveLength(1);
  });

  test('gives up after two minutes, naming the order and the last answer', async () => {
    await expect(scripted([answer(503)]).post()).rejects.toThrow(
      'order-1 was not taken in 120 s: status 503',
    );
    const lost = scripted([new TypeError('fetch failed')]);
    await expect(lost.post()).rejects.toThrow('order-1 was not taken in 120 s: fetch failed');
  });
});
