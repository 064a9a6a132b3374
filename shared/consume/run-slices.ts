/**
 * Runs a sink that takes the records of one partition together.
 *   failed({ offset: error })  those records alone failed, the others of the slice are done
 *   a transient error          the whole slice is parked
 *   a permanent error          the slice is halved until the record that causes it stands alone
 * A record that cannot be decoded never reaches the sink. A slice of a retry topic waits for its last record's due
 * time, which is at most one delay away. Slices of different partitions run side by side up to the concurrency.
 */
import type { Subscription } from '../declare/subscription.ts';
import { classify } from './classify.ts';
import { sleep } from './clock.ts';
import { decode } from './decode.ts';
import { RecordContext, type RuleContext } from './rule-context.ts';
import { RuleLimit } from './rule-limit.ts';
import type { Runtime } from './runtime.ts';
import type { Turn } from './turn.ts';
import { type SliceError, transient } from './verdict.ts';

export interface SliceItem<V> {
  readonly offset: number;
  readonly value: V;
  /** Record, publish and log of this record; its signal is the slice's. */
  readonly context: RuleContext;
}

export interface SliceContext {
  readonly topic: string;
  readonly partition: number;
  readonly signal: AbortSignal;
}

export type Sink<V> = (items: readonly SliceItem<V>[], context: SliceContext) => void | PromiseLike<void>;

export interface SliceRun<V> {
  readonly subscription: Subscription<V>;
  readonly sink: Sink<V>;
  readonly runtime: Runtime;
  readonly deadline: number;
}

type Decoded<V> = SliceItem<V> & { readonly turn: Turn };

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
  const items: Decoded<V>[] = [];
  for (const turn of turns) {
    if (clock.now() >= run.deadline) return;
    const item = await decodeTurn(turn, run);
    if (item) items.push(item);
    else if (run.subscription.order === 'partition' && !isPermanent(turn)) break;
  }
  const limit = new RuleLimit(clock, run.subscription.ruleLimit, run.deadline);
  await attempt(items, run, limit);
  limit.close();
}

async function decodeTurn<V>(turn: Turn, run: SliceRun<V>): Promise<Decoded<V> | undefined> {
  const context = new RecordContext(run.runtime, turn.batch, turn.record, run.deadline);
  try {
    const value = await decode(run.subscription.topic, turn, run.runtime.claimCheck, () => context.signal);
    return { offset: turn.record.offset, value, context, turn };
  } catch (error) {
    turn.outcome = classify(error, run.subscription.errors);
    return undefined;
  }
}

/** False when something of the slice keeps an order `partition` from going on. */
async function attempt<V>(
  items: readonly Decoded<V>[],
  run: SliceRun<V>,
  limit: RuleLimit,
): Promise<boolean> {
  const first = items[0];
  if (first === undefined) return true;
  if (run.runtime.clock.now() >= run.deadline) return false;
  const { topic, partition } = first.turn.batch;
  const controller = new AbortController();
  const abort = (reason: Error) => {
    controller.abort(reason);
    for (const item of items) (item.context as RecordContext).abort(reason);
  };
  try {
    const working = run.sink(items, { topic, partition, signal: controller.signal });
    if (typeof working?.then === 'function') await limit.race(working, { abort });
    for (const item of items) item.turn.outcome = 'handled';
    return true;
  } catch (error) {
    return isSliceError(error) ? single(items, error, run) : together(items, error, run, limit);
  }
}

function single<V>(items: readonly Decoded<V>[], thrown: SliceError, run: SliceRun<V>): boolean {
  const stranger = [...thrown.errors.keys()].find((offset) => !items.some((item) => item.offset === offset));
  const error = transient('slice-offset', `failed() names offset ${stranger}, which the slice does not hold`);
  let goesOn = true;
  for (const item of items) {
    const cause = stranger === undefined ? thrown.errors.get(item.offset) : error;
    const named = stranger !== undefined || thrown.errors.has(item.offset);
    item.turn.outcome = named ? classify(cause, run.subscription.errors) : 'handled';
    if (named && !isPermanent(item.turn)) goesOn = false;
  }
  return goesOn;
}

async function together<V>(
  items: readonly Decoded<V>[],
  error: unknown,
  run: SliceRun<V>,
  limit: RuleLimit,
): Promise<boolean> {
  const failure = classify(error, run.subscription.errors);
  if (failure.verdict === 'permanent' && items.length > 1) {
    const middle = Math.ceil(items.length / 2);
    const goesOn = await attempt(items.slice(0, middle), run, limit);
    if (!goesOn && run.subscription.order === 'partition') return false;
    return (await attempt(items.slice(middle), run, limit)) && goesOn;
  }
  for (const item of items) item.turn.outcome = failure;
  return failure.verdict === 'permanent';
}

const isPermanent = (turn: Turn): boolean =>
  typeof turn.outcome === 'object' && turn.outcome.verdict === 'permanent';

const isSliceError = (error: unknown): error is SliceError =>
  error instanceof Error && (error as Partial<SliceError>).code === 'slice' && 'errors' in error;
