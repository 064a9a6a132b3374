/**
 * A subscription and a rule become a Lambda handler.
 *
 *   export const handler = consume(invoiceOrders, (order, { publish }) => …);
 *
 * Every record ends in exactly one of: handled, parked in the next retry topic (transient failure), dead-lettered
 * (permanent failure, or no retry topic left), handed back to Lambda (could not be settled, or its turn did not come).
 * At-least-once: a record that is handed back may have run. The same handler serves the main and the retry function:
 * a record's topic says which tier it is of.
 */
import middy from '@middy/core';
import { SETTLING_RESERVE, type Subscription } from '../declare/subscription.ts';
import { answer, type BatchResponse } from './answer.ts';
import { partitionsOf } from './event.ts';
import { processRuntime } from './process-runtime.ts';
import { report } from './report.ts';
import { type Rule, runInOrder, runRecords } from './run-records.ts';
import { runSlices, type Sink } from './run-slices.ts';
import type { Runtime } from './runtime.ts';
import { settle } from './settle.ts';
import { type Turn, turnsOf } from './turn.ts';

export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

export type Handler = (event: unknown, context?: InvocationContext) => Promise<BatchResponse>;

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
  const { clock } = runtime;
  const handle = async (event: unknown, context?: InvocationContext): Promise<BatchResponse> => {
    const started = clock.now();
    const batches = partitionsOf(event, subscription);
    const retrying = batches.some(({ tier }) => tier > 0);
    const time =
      context?.getRemainingTimeInMillis?.() ?? (retrying ? subscription.retryTimeout : subscription.timeout);
    const work: Work<V> = {
      subscription,
      runtime,
      deadline: started + time - Math.min(SETTLING_RESERVE, time * 0.2),
      settleBy: started + time - Math.min(1_000, time * 0.05),
    };
    const partitions = batches.map((batch) => turnsOf(batch, subscription, started));
    const settled = await strategy(partitions, work);
    const handedBack = partitions.map((turns, index) => turns.slice(settled[index]));
    report({
      subscription,
      runtime,
      started,
      settled: partitions.flatMap((turns, index) => turns.slice(0, settled[index])),
      handedBack: handedBack.flat(),
    });
    return answer(handedBack, subscription.mode);
  };
  // Its early time-out would throw away what is settled: we keep our own deadline.
  return middy({ timeoutEarlyInMillis: 0 }).handler(handle) as unknown as Handler;
}

const settleAll = (partitions: readonly (readonly Turn[])[], work: Work<never> | Work<unknown>) =>
  Promise.all(partitions.map((turns) => settle(turns, settlingOf(work))));

const settlingOf = ({ subscription, runtime, settleBy }: Work<never> | Work<unknown>) => ({
  subscription: subscription as Subscription,
  runtime,
  deadline: settleBy,
});

/** Each record is settled before the next of its partition runs; a transient failure ends the partition. */
function inOrder<V>(partitions: readonly (readonly Turn[])[], work: Work<V> & { readonly rule: Rule<V> }) {
  return Promise.all(
    partitions.map(async (turns) => {
      for (let done = 0; done < turns.length; ) {
        const ran = await runInOrder(turns.slice(done), work);
        const settled = await settle(turns.slice(done, done + ran), settlingOf(work as Work<unknown>));
        done += settled;
        if (settled < ran) return done;
      }
      return turns.length;
    }),
  );
}
