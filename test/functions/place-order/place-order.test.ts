import { describe, expect, test } from 'vitest';
import { type OrderRequest, placeOrder } from '../../../functions/place-order/place-order.ts';
import { orders } from '../../../shared/topics.ts';
import { MemoryProducer, refusal } from '../../driver/memory-producer.ts';
import { order } from '../order.ts';

/** What is posted for `order()`. */
const body = (changes: object = {}) => ({
  orderId: 'order-1',
  customerId: 'customer-1',
  placedOn: '1997-01-18',
  quantity: 2,
  amount: 29.73,
  ...changes,
});
const { orderId: _, ...withoutId } = body();

function request(given: unknown, changes: Partial<OrderRequest> = {}): OrderRequest {
  const bytes = typeof given === 'string' || Buffer.isBuffer(given) ? given : JSON.stringify(given);
  return { contentType: 'application/json', idempotencyKey: undefined, body: Buffer.from(bytes), ...changes };
}

function place(given: OrderRequest, producer = new MemoryProducer()) {
  return placeOrder(given, (value) => producer.publish({ topic: orders, value }));
}

describe('placeOrder', () => {
  test('publishes the order under the id of its body', async () => {
    const producer = new MemoryProducer();
    expect(await place(request(body()), producer)).toEqual({ status: 202, body: { orderId: 'order-1' } });
    expect(producer.published.map(({ record }) => record.value)).toEqual([order()]);
  });

  test('publishes the message that goes with it', async () => {
    const producer = new MemoryProducer();
    await place(request(body({ giftMessage: 'hello' })), producer);
    expect(producer.published.map(({ record }) => record.value)).toEqual([order({ giftMessage: 'hello' })]);
  });

  test('the same Idempotency-Key gives the same id, another key or customer another one', async () => {
    const id = async (idempotencyKey: string, customerId = 'customer-1') =>
      (await place(request({ ...withoutId, customerId }, { idempotencyKey }))).body as { orderId: string };
    const first = await id('key-1');
    expect(first.orderId).toMatch(/^key-[0-9a-f]{40}$/);
    expect(await id('key-1')).toEqual(first);
    expect(await id('key-2')).not.toEqual(first);
    expect(await id('key-1', 'customer-2')).not.toEqual(first);
  });

  test('the id of the body counts before the Idempotency-Key', async () => {
    const answer = await place(request(body(), { idempotencyKey: 'key-1' }));
    expect(answer.body).toEqual({ orderId: 'order-1' });
  });

  test('without id and key every request gets a new id', async () => {
    const [a, b] = await Promise.all([place(request(withoutId)), place(request(withoutId))]);
    expect(a.body).toEqual({ orderId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(a.body).not.toEqual(b.body);
  });

  test('a negative amount is well-formed and accepted', async () => {
    expect((await place(request(body({ amount: -1 })))).status).toBe(202);
  });

  test.each([
    ['no body', '', [{ path: '', message: 'the body is not JSON in UTF-8' }]],
    ['broken JSON', '{"orderId": "4111', [{ path: '', message: 'the body is not JSON in UTF-8' }]],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), [{ path: '', message: 'the body is not JSON in UTF-8' }]],
    ['a list', [4111], [{ path: '', message: expect.stringContaining('expected object') }]],
    ['a wrong type', body({ amount: '4111' as never }), [{ path: 'amount', message: expect.anything() }]],
    ['three decimals', body({ amount: 0.4111 }), [{ path: 'amount', message: 'at most two decimals' }]],
    ['half a piece', body({ quantity: 4111.5 }), [{ path: 'quantity', message: expect.anything() }]],
    ['a wrong day', body({ placedOn: '4111-02-30' }), [{ path: 'placedOn', message: expect.anything() }]],
    ['an empty id', body({ orderId: '' }), [{ path: 'orderId', message: expect.anything() }]],
    [
      'two missing fields',
      { ...body(), customerId: undefined, quantity: undefined },
      [
        { path: 'customerId', message: expect.anything() },
        { path: 'quantity', message: expect.anything() },
      ],
    ],
    [
      'unknown fields',
      { ...body(), 'card 4111': 1, giftmessage: '' },
      [{ path: '', message: expect.stringMatching(/^2 unknown fields; allowed: orderId, .*giftMessage$/) }],
    ],
  ])('answers 400 to %s with where and what, and quotes nothing', async (_name, given, errors) => {
    const producer = new MemoryProducer();
    const answer = await place(request(given), producer);
    expect(answer).toEqual({ status: 400, body: { errors } });
    expect(JSON.stringify(answer.body)).not.toContain('4111');
    expect(producer.published).toEqual([]);
  });

  test.each(['', ' ', 'a b', 'é', 'x'.repeat(129), 'a\n'])('refuses the Idempotency-Key %j', async (key) => {
    const answer = await place(request(withoutId, { idempotencyKey: key }));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } });
  });

  test.each(['text/plain', 'application/jsonp', 'application/x-www-form-urlencoded'])(
    'answers 415 to the content type %s',
    async (contentType) => {
      expect((await place(request(body(), { contentType }))).status).toBe(415);
    },
  );

  test.each(['application/json', undefined, 'Application/JSON; charset=utf-8'])(
    'takes %s',
    async (contentType) => {
      expect((await place(request(body(), { contentType }))).status).toBe(202);
    },
  );

  test('answers 413 to a body over 4 MB and takes one below', async () => {
    const size = 4 * 1024 * 1024;
    expect((await place(request(body({ giftMessage: 'x'.repeat(size) })))).status).toBe(413);
    expect((await place(request(body({ giftMessage: 'x'.repeat(size - 1_000) })))).status).toBe(202);
  });

  test.each([
    ['unknown', Object.assign(new Error('4111'), { code: 'produce-unknown', retriable: true, refused: [] })],
    ['an error of no known kind', new Error('4111')],
  ])('answers 503 with the id and how to repeat when the outcome is %s', async (_name, error) => {
    const producer = new MemoryProducer();
    producer.next = () => {
      throw error;
    };
    expect(await place(request(body()), producer)).toMatchObject({
      status: 503,
      body: { message: 'outcome unknown, repeat with the same Idempotency-Key', orderId: 'order-1' },
      retryAfter: 5,
    });
  });

  test.each([
    [
      refusal(true),
      {
        status: 503,
        body: { message: 'outcome unknown, repeat with the same Idempotency-Key' },
        retryAfter: 5,
      },
    ],
    [refusal(false, 'MESSAGE_TOO_LARGE'), { status: 413 }],
    [refusal(false, 'claim-too-large'), { status: 413 }],
    [refusal(false, 'TOPIC_AUTHORIZATION_FAILED'), { status: 500, code: 'TOPIC_AUTHORIZATION_FAILED' }],
  ])('answers a definite refusal: %s', async (error, expected) => {
    const producer = new MemoryProducer();
    producer.next = () => {
      throw error;
    };
    expect(await place(request(body()), producer)).toMatchObject(expected);
  });
});
