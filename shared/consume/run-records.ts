/**
 * Runs a rule for one record at a time: keys side by side up to the subscription's concurrency, records of one key
 * one after another, records without a key as they come. A turn that did not run by the deadline keeps no outcome.
 *
 * A rule that answers synchronously costs no promise, no timer and no map entry. A rule that ignores its signal runs
 * on after its record was parked: nobody can stop it, and the next record of its key does not wait for it.
 */
import type { Subscription } from '../declare/subscription.ts';
import { sleep } from './clock.ts';
import { decode } from './decode.ts';
import { outcomeOf } from './outcome.ts';
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
  const limit = limitOf(run);
  /** Keys at work, with the turns behind them if there are any. */
  const busy = new Map<string, Turn[] | undefined>();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let turn = turns[next++]; turn !== undefined; turn = turns[next++]) {
      const key = turn.record.key || undefined;
      if (key !== undefined && busy.size > 0 && busy.has(key)) {
        const behind = busy.get(key);
        if (behind === undefined) busy.set(key, [turn]);
        else behind.push(turn);
        continue;
      }
      const working = runRecord(turn, run, limit);
      if (working === undefined) continue;
      if (key === undefined) {
        await working;
        continue;
      }
      busy.set(key, undefined);
      await working;
      // Turns may come in behind while these run.
      const behind = busy.get(key);
      for (let each = behind?.shift(); each !== undefined; each = behind?.shift()) {
        const following = runRecord(each, run, limit);
        if (following !== undefined) await following;
      }
      busy.delete(key);
    }
  };
  const lanes = Math.min(run.subscription.concurrency, turns.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  limit.close();
}

/** Order `partition`: one after another from `from`, up to and including the first that is not handled. */
export async function runInOrder<V>(turns: readonly Turn[], from: number, run: Run<V>): Promise<number> {
  const limit = limitOf(run);
  let index = from;
  for (let turn = turns[index++]; turn !== undefined; turn = turns[index++]) {
    const working = runRecord(turn, run, limit);
    if (working !== undefined) await working;
    if (turn.outcome !== 'handled') break;
  }
  limit.close();
  return Math.min(index, turns.length);
}

const limitOf = <V>({ runtime, subscription, deadline }: Run<V>): RuleLimit =>
  new RuleLimit(runtime.clock, subscription.ruleLimit, deadline);

/** Sets the turn's outcome, now or when the promise resolves; it never rejects. */
function runRecord<V>(turn: Turn, run: Run<V>, limit: RuleLimit): Promise<void> | undefined {
  const { subscription, rule, runtime, deadline } = run;
  const now = runtime.clock.now();
  if (now >= deadline) return undefined;
  if (turn.due > now) {
    const wait = Math.min(turn.due, deadline) - now;
    return sleep(runtime.clock, wait).then(() => runRecord(turn, run, limit));
  }
  const context = new RecordContext(run, turn);
  try {
    const value = decode(subscription, turn, runtime, context);
    const working =
      value instanceof Promise ? value.then((each) => late(each, rule, context)) : rule(value, context);
    const pending = typeof working?.then === 'function' ? working : context.unacknowledged;
    if (pending === undefined) {
      turn.outcome = 'handled';
      return undefined;
    }
    return limit.run(pending, context, (thrown) => {
      context.release();
      turn.outcome = thrown ? outcomeOf(thrown.error, turn, run) : 'handled';
    });
  } catch (error) {
    context.forget();
    turn.outcome = outcomeOf(error, turn, run);
    return undefined;
  }
}

/** A claim that was restored after the rule's limit: the record is parked by now. */
function late<V>(value: V, rule: Rule<V>, context: RecordContext): void | PromiseLike<void> {
  context.throwIfAborted();
  return rule(value, context);
}
