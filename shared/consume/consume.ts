/**
 * A subscription and a rule become a Lambda handler.
 *
 *   export const handler = consume(invoiceOrders, (order, { publish }) => …);
 *   export const handler = consume(invoiceOrders, rule).use(middleware);
 *
 * Every record ends in exactly one of: handled, parked in the next retry topic (transient failure), dead-lettered
 * (permanent failure, or no retry topic left), handed back to Lambda (could not be settled, or its turn did not come).
 * At-least-once: a record that is handed back may have run. The same handler serves the main and the retry function:
 * a record's topic says which tier it is of.
 *
 * `.use()` takes middy middleware around the whole invocation, of one batch. What it throws fails the batch; an answer
 * of its own replaces ours, so it has to name what is not settled. Nothing here is kept between invocations, and
 * several may run side by side in one process.
 */
import middy from '@middy/core';
import type { Subscription } from '../declare/subscription.ts';
import { settlingReserve } from '../declare/time-fit.ts';
import { answer, type BatchResponse } from './answer.ts';
import { partitionsOf } from './event.ts';
import { processRuntime } from './process-runtime.ts';
import { report } from './report.ts';
import { type Rule, type Run, runInOrder, runRecords } from './run-records.ts';
import type { Sink } from './run-sink.ts';
import { runSlices } from './run-slices.ts';
import type { Runtime } from './runtime.ts';
import { settle } from './settle.ts';
import { type Turn, turnsOf } from './turn.ts';

export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

export interface Handler {
  (event: unknown, context?: InvocationContext): Promise<BatchResponse>;
  /** Middy's: middleware by `before`, `after` and `onError`. */
  use(
    middleware:
      | middy.MiddlewareObj<unknown, BatchResponse>
      | readonly middy.MiddlewareObj<unknown, BatchResponse>[],
  ): Handler;
}

/** One record at a time. `runtime` is an argument of tests; a deployed function uses its environment. */
export const consume = <V>(subscription: Subscription<V>, rule: Rule<V>, runtime?: Runtime): Handler =>
  handlerOf(subscription, runtime, async (partitions, work) => {
    if (subscription.order === 'partition') return inOrder(partitions, { rule, ...work });
    const turns = partitions.flat();
    if (turns.some(({ due }) => due > 0)) turns.sort((a, b) => a.due - b.due);
    await runRecords(turns, { rule, ...work });
    return settleAll(partitions, work);
  });

/** The records of one partition together. */
export const consumeBatch = <V>(subscription: Subscription<V>, sink: Sink<V>, runtime?: Runtime): Handler =>
  handlerOf(subscription, runtime, async (partitions, work) => {
    await runSlices(partitions, { sink, ...work });
    return settleAll(partitions, work);
  });

interface Work<V> {
  readonly subscription: Subscription<V>;
  readonly runtime: Runtime;
  /** Epoch ms: rules end here, the rest of the time is for settling. */
  readonly deadline: number;
  readonly settleBy: number;
}

/** Runs and settles; answers how many records from the head of each partition are settled. */
type Strategy<V> = (partitions: readonly (readonly Turn[])[], work: Work<V>) => Promise<readonly number[]>;

function handlerOf<V>(
  subscription: Subscription<V>,
  given: Runtime | undefined,
  strategy: Strategy<V>,
): Handler {
  const runtime = given ?? processRuntime(subscription.name);
  const handle = async (event: unknown, context?: InvocationContext): Promise<BatchResponse> => {
    const started = runtime.clock.now();
    const batches = partitionsOf(event, subscription);
    const partitions = batches.map((batch) => turnsOf(batch, subscription, started));
    const retrying = batches.some(({ tier }) => tier > 0);
    const work = { subscription, runtime, ...deadlines(subscription, retrying, runtime, context) };
    const settled = await strategy(partitions, work);
    report({ subscription, runtime, started, partitions, settled });
    return answer(partitions, settled, subscription.mode);
  };
  // Middy's early time-out would throw away what is settled: we keep our own deadline.
  return middy({ timeoutEarlyInMillis: 0 }).handler(handle) as unknown as Handler;
}

function deadlines(
  { timeout, retryTimeout }: Pick<Subscription, 'timeout' | 'retryTimeout'>,
  retrying: boolean,
  { clock }: Runtime,
  context: InvocationContext | undefined,
) {
  const time = context?.getRemainingTimeInMillis?.() ?? (retrying ? retryTimeout : timeout);
  const now = clock.now();
  return {
    deadline: now + time - settlingReserve(time),
    // Answering takes time too.
    settleBy: now + time - Math.min(1_000, time * 0.05),
  };
}

const settleAll = (partitions: readonly (readonly Turn[])[], work: Work<unknown>): Promise<number[]> =>
  Promise.all(partitions.map((turns) => settle(turns, { ...work, deadline: work.settleBy })));

/** Each failure is settled before the next record of its partition runs; a transient one ends the partition. */
function inOrder<V>(
  partitions: readonly (readonly Turn[])[],
  run: Run<V> & { readonly settleBy: number },
): Promise<number[]> {
  return Promise.all(
    partitions.map(async (turns) => {
      for (let done = 0; done < turns.length; ) {
        const ran = await runInOrder(turns, done, run);
        const settled = done + (await settle(turns.slice(done, ran), { ...run, deadline: run.settleBy }));
        if (settled < ran) return settled;
        done = settled;
      }
      return turns.length;
    }),
  );
}
