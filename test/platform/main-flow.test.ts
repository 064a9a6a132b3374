/** The project's own app on the platform, from the synthesized template: the sample goes through it while workers die. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../../local/platform.ts';
import { EvidenceRoom } from '../../samples/accounting/evidence.ts';
import { sampleOrders } from '../../samples/orders.ts';
import { runSample } from '../../samples/run-sample.ts';
import { ordersUrl, sourcesOf, topicNames } from '../../samples/sample-platform.ts';
import { Screen } from '../../samples/screen.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import { orders } from '../../shared/topics.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'main-flow-'));
const WAIT_MS = 30_000;
const lines: string[] = [];
const start = () => startPlatform({ dataDir, portBase: 22_100, onLine: (text) => lines.push(text) });

let platform: Platform;
beforeAll(async () => {
  platform = await start();
  open();
});
afterAll(async () => {
  sources?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What topics and buckets say. */
let room: EvidenceRoom;
let sources: ReturnType<typeof sourcesOf>;
function open(): void {
  sources = sourcesOf(platform);
  room = new EvidenceRoom(topicNames, sources);
}

interface Seen {
  readonly transactions: readonly string[];
  readonly invoices: number;
  readonly dead: number;
}

async function evidence(): Promise<Seen> {
  await room.gatherRecords();
  await room.gatherObjects();
  return {
    transactions: room.transactions.map(({ orderId }) => orderId),
    invoices: room.invoices.size,
    dead: room.dead.size,
  };
}

async function until(holds: (seen: Seen) => boolean): Promise<Seen> {
  for (const giveUp = Date.now() + WAIT_MS; ; await sleep(300)) {
    // Brokers that were away close their connections: a failed look is another one later.
    const seen = await evidence().catch(() => undefined);
    if (seen && holds(seen)) return seen;
    if (Date.now() > giveUp) throw new Error(`not within ${WAIT_MS} ms:\n${lines.slice(-20).join('\n')}`);
  }
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(ordersUrl(platform), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const order = { customerId: 'c-1', placedOn: '1998-06-30', quantity: 1, amount: 12.34 };

describe('the main flow', () => {
  it('accounts for every record of the sample, though workers are killed in the middle of their batches', async () => {
    const over = new AbortController();
    let killed = 0;
    const killing = (async () => {
      while (!over.signal.aborted) {
        await sleep(4_000);
        const functions = ['invoice-orders', 'invoice-orders-retry'].map((name) =>
          platform.functions.get(name),
        );
        const busy = functions.flatMap((each) => each?.workers() ?? []).find((worker) => worker.busy);
        if (busy === undefined || killed === 5) continue;
        process.kill(-busy.pid, 'SIGKILL');
        killed += 1;
      }
    })();
    const said: string[] = [];
    const complete = await runSample(
      platform,
      { again: false, always: true, signal: new AbortController().signal },
      new Screen({ write: (text) => said.push(text) }),
    );
    over.abort();
    await killing;
    expect(said.join('')).toContain('every record accounted for');
    expect(complete).toBe(true);
    expect(killed).toBeGreaterThan(0);
  }, 240_000);

  it('answers 400 to what is no order, and says what is wrong without quoting it', async () => {
    const answer = await post({ ...order, amount: 'secret' });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('amount');
    expect(text).not.toContain('secret');
  });

  it('invoices a repeated Idempotency-Key once', async () => {
    const before = (await evidence()).invoices;
    const answers = await Promise.all([1, 2, 3].map(() => post(order, { 'idempotency-key': 'main-flow' })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const ids = await Promise.all(
      answers.map(async (each) => ((await each.json()) as { orderId: string }).orderId),
    );
    expect(new Set(ids).size).toBe(1);
    const after = await until(
      ({ transactions }) => transactions.filter((orderId) => orderId === ids[0]).length === 3,
    );
    expect(after.invoices).toBe(before + 1);
  });

  it('emits the transactions of orders that are delivered again, and writes no second invoice', async () => {
    const again = sampleOrders()
      .slice(500, 600)
      .map((each) => each.order)
      .filter(({ giftMessage }) => giftMessage === undefined);
    const before = await evidence();
    const producer = createProducer({
      brokers: platform.bootstrap.split(','),
      auth: { kind: 'plaintext' },
      source: 'test',
    });
    await producer.publishAll(again.map((value) => ({ topic: orders, value })));
    await producer.close();
    const after = await until(
      ({ transactions }) => transactions.length >= before.transactions.length + again.length,
    );
    expect(after.invoices).toBe(before.invoices);
    expect(after.dead).toBe(before.dead);
  });

  it('answers 503 and how to repeat when the brokers do not acknowledge, and takes the repeat', async () => {
    const [first, second] = [1, 2];
    await Promise.all([first, second].map((id) => platform.kafka.stopNode(id)));
    const headers = { 'idempotency-key': 'two-brokers-down' };
    const answer = await post(order, headers);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('outcome unknown, repeat with the same Idempotency-Key');
    await Promise.all([first, second].map((id) => platform.kafka.startNode(id)));
    await platform.kafka.ready();
    const repeated = await post(order, headers);
    expect(repeated.status).toBe(202);
    const { orderId } = (await repeated.json()) as { orderId: string };
    await until(({ transactions }) => transactions.includes(orderId));
    // The first try may have been written after all: then its transaction is a second one.
    await sleep(3_000);
  });

  it('goes on where it stopped when it is started on kept data', async () => {
    const before = await evidence();
    sources.close();
    await platform.stop();
    const started = performance.now();
    platform = await start();
    open();
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(platform.wasFresh).toBe(false);
    const answer = await post({ ...order, orderId: 'after-restart' });
    expect(answer.status).toBe(202);
    const after = await until(({ invoices }) => invoices > before.invoices);
    await sleep(2_000);
    const settled = await evidence();
    expect(settled.invoices).toBe(before.invoices + 1);
    expect(settled.transactions.length).toBe(before.transactions.length + 1);
    expect(after.dead).toBe(before.dead);
  });
});
