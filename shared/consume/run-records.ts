/**
 * Runs a rule for one record at a time: keys side by side up to the subscription's concurrency, records of one key
 * one after another, records without a key as they come. A turn that did not run by the deadline keeps no outcome.
 *
 * A rule that answers synchronously costs no promise, no timer and no map entry.
 */
import type { Subscription } from '../declare/subscription.ts';
import { classify } from './classify.ts';
import { sleep } from './clock.ts';
import { decode } from './decode.ts';
import { RecordContext, type RuleContext } from './rule-context.ts';
import { RuleLimit } from './rule-limit.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';

/** Handles one value; what it throws decides where the record goes. */
export type Rule<V> = (value: V, context: RuleContext) => void | PromiseLike<void>;

export interface Run<V> {
  readonly subscription: Subscription<V>;
  readonly rule: Rule<V>;
  readonly runtime: Runtime;
  /** Epoch ms: no rule starts or runs after it. */
  readonly deadline: number;
}

export async function runRecords<V>(turns: readonly Turn[], run: Run<V>): Promise<void> {
  const limit = new RuleLimit(run.runtime.clock, run.subscription.ruleLimit, run.deadline);
  const busy = new Map<string, Turn[]>();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let turn = turns[next++]; turn !== undefined; turn = turns[next++]) {
      const key = turn.record.key || undefined;
      const behind = key === undefined ? undefined : busy.get(key);
      if (behind !== undefined) {
        behind.push(turn);
        continue;
      }
      const working = runRecord(turn, run, limit);
      if (working === undefined) continue;
      if (key === undefined) {
        await working;
        continue;
      }
      const queue: Turn[] = [];
      busy.set(key, queue);
      await working;
      for (let each = queue.shift(); each !== undefined; each = queue.shift())
        await runRecord(each, run, limit);
      busy.delete(key);
    }
  };
  const lanes = Math.min(run.subscription.concurrency, turns.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  limit.close();
}

/** Order `partition`: one after another, up to and including the first that is not handled. */
export async function runInOrder<V>(turns: readonly Turn[], run: Run<V>): Promise<number> {
  const limit = new RuleLimit(run.runtime.clock, run.subscription.ruleLimit, run.deadline);
  let count = 0;
  for (const turn of turns) {
    await runRecord(turn, run, limit);
    count += 1;
    if (turn.outcome !== 'handled') break;
  }
  limit.close();
  return count;
}

function runRecord<V>(turn: Turn, run: Run<V>, limit: RuleLimit): Promise<void> | undefined {
  const { clock } = run.runtime;
  const now = clock.now();
  if (now >= run.deadline) return undefined;
  if (turn.due > now) {
    const wait = Math.min(turn.due, run.deadline) - now;
    return sleep(clock, wait).then(() => runRecord(turn, run, limit));
  }
  const { subscription, rule, runtime } = run;
  const context = new RecordContext(runtime, turn.batch, turn.record, run.deadline);
  try {
    const value = decode(subscription.topic, turn, runtime.claimCheck, () => context.signal);
    const working =
      value instanceof Promise ? value.then((each) => late(each, rule, context)) : rule(value, context);
    if (typeof working?.then !== 'function') {
      turn.outcome = 'handled';
      return undefined;
    }
    return limit.race(working, context).then(
      () => {
        turn.outcome = 'handled';
      },
      (error: unknown) => {
        turn.outcome = classify(error, subscription.errors);
      },
    );
  } catch (error) {
    turn.outcome = classify(error, subscription.errors);
    return undefined;
  }
}

/** A claim that was restored after the rule's limit: the record is parked by now. */
function late<V>(value: V, rule: Rule<V>, context: RecordContext): void | PromiseLike<void> {
  context.throwIfAborted();
  return rule(value, context);
}
