/**
 * Runs a sink that takes the records of one partition together.
 *   failed({ offset: error })  those records alone failed, the others of the slice are done
 *   a transient error          the whole slice is parked
 *   a permanent error          the slice is halved until the record that causes it stands alone
 * Halving runs the sink again with records it has seen: it must stand that, as with every redelivery. A record that
 * cannot be decoded never reaches the sink. A slice of a retry topic waits for its last record's due time, which is at
 * most one delay away. Slices of different partitions run side by side up to the concurrency.
 */
import type { Subscription } from '../declare/subscription.ts';
import { classify } from './classify.ts';
import { sleep } from './clock.ts';
import { decode } from './decode.ts';
import { outcomeOf } from './outcome.ts';
import { RecordContext } from './rule-context.ts';
import { RuleLimit } from './rule-limit.ts';
import { runSink, type Sink, type SliceItem } from './run-sink.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';
import { isSliceError, type SliceError, transient } from './verdict.ts';

export interface SliceRun<V> {
  readonly subscription: Subscription<V>;
  readonly sink: Sink<V>;
  readonly runtime: Runtime;
  readonly deadline: number;
}

interface Decoded<V> extends SliceItem<V> {
  readonly turn: Turn;
  readonly context: RecordContext;
}

export async function runSlices<V>(
  partitions: readonly (readonly Turn[])[],
  run: SliceRun<V>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let turns = partitions[next++]; turns !== undefined; turns = partitions[next++])
      await runSlice(turns, run);
  };
  const lanes = run.subscription.order === 'partition' ? partitions.length : run.subscription.concurrency;
  await Promise.all(Array.from({ length: Math.min(lanes, partitions.length) }, lane));
}

async function runSlice<V>(turns: readonly Turn[], run: SliceRun<V>): Promise<void> {
  const { clock } = run.runtime;
  const due = turns.reduce((latest, turn) => Math.max(latest, turn.due), 0);
  const wait = Math.min(due, run.deadline) - clock.now();
  if (wait > 0) await sleep(clock, wait);
  const limit = new RuleLimit(clock, run.subscription.ruleLimit, run.deadline);
  const items: Decoded<V>[] = [];
  for (const turn of turns) {
    if (clock.now() >= run.deadline) break;
    const decoding = decodeTurn(turn, items, run, limit);
    if (decoding !== undefined) await decoding;
    if (blocks(turn, run) && items.at(-1)?.turn !== turn) break;
  }
  await attempt(items, run, limit);
  limit.close();
}

/** Adds the decoded record to `items`, or gives the turn its outcome. */
function decodeTurn<V>(
  turn: Turn,
  items: Decoded<V>[],
  run: SliceRun<V>,
  limit: RuleLimit,
): Promise<void> | undefined {
  const { subscription, runtime } = run;
  const context = new RecordContext(run, turn);
  const add = (value: V) => {
    // Waiting for the whole slice, a slice of more than the budget would wait for itself.
    context.release();
    items.push({ offset: turn.record.offset, value, context, turn });
  };
  try {
    const value = decode(subscription, turn, runtime, context);
    if (!(value instanceof Promise)) {
      add(value);
      return undefined;
    }
    let over = false;
    const adding = value.then((each) => {
      if (!over) add(each);
    });
    return limit.run(adding, context, (thrown) => {
      over = true;
      context.release();
      if (thrown) turn.outcome = outcomeOf(thrown.error, turn, run);
    });
  } catch (error) {
    turn.outcome = outcomeOf(error, turn, run);
    return undefined;
  }
}

/** Order `partition` does not go on behind a record that is neither handled nor to be dead-lettered. */
const blocks = <V>({ outcome }: Turn, { subscription }: SliceRun<V>): boolean =>
  subscription.order === 'partition' &&
  outcome !== 'handled' &&
  (outcome === undefined || outcome.verdict === 'transient');

/** False when something of the slice keeps an order `partition` from going on. */
async function attempt<V>(
  items: readonly Decoded<V>[],
  run: SliceRun<V>,
  limit: RuleLimit,
): Promise<boolean> {
  if (items.length === 0) return true;
  if (run.runtime.clock.now() >= run.deadline) return false;
  const thrown = await runSink(items, run.sink, limit);
  if (thrown === undefined) await succeed(items, run, limit);
  else if (isSliceError(thrown.error)) await succeed(single(items, thrown.error, run), run, limit);
  else {
    const failure = classify(thrown.error, run.subscription.errors);
    if (failure.verdict === 'permanent' && items.length > 1) return halves(items, run, limit);
    for (const { turn } of items) turn.outcome = failure;
  }
  return !items.some(({ turn }) => blocks(turn, run));
}

/** The sink is done with these. Each is handled when what was published for it is acknowledged. */
async function succeed<V>(items: readonly Decoded<V>[], run: SliceRun<V>, limit: RuleLimit): Promise<void> {
  const waits: Promise<void>[] = [];
  for (const { turn, context } of items) {
    const left = context.unacknowledged;
    if (left === undefined) turn.outcome = 'handled';
    else {
      const wait = limit.run(left, context, (thrown) => {
        turn.outcome = thrown ? outcomeOf(thrown.error, turn, run) : 'handled';
      });
      waits.push(wait);
    }
  }
  if (waits.length > 0) await Promise.all(waits);
}

/** Gives the records that failed() names their outcome; answers the others. */
function single<V>(items: readonly Decoded<V>[], { errors }: SliceError, run: SliceRun<V>): Decoded<V>[] {
  const held = new Set(items.map(({ offset }) => offset));
  const stranger = [...errors.keys()].find((offset) => !held.has(offset));
  const strange =
    stranger !== undefined &&
    transient('slice-offset', `failed() names offset ${stranger}, which the slice does not hold`);
  return items.filter(({ offset, turn }) => {
    if (!strange && !errors.has(offset)) return true;
    turn.outcome = classify(strange || errors.get(offset), run.subscription.errors);
    return false;
  });
}

async function halves<V>(items: readonly Decoded<V>[], run: SliceRun<V>, limit: RuleLimit): Promise<boolean> {
  const middle = Math.ceil(items.length / 2);
  const goesOn = await attempt(items.slice(0, middle), run, limit);
  if (!goesOn && run.subscription.order === 'partition') return false;
  return (await attempt(items.slice(middle), run, limit)) && goesOn;
}
