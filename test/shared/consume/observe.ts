/**
 * Runs a scenario and notes everything that can be observed of it: what the rule did, every attempt to publish in
 * order, the answer and when it came. Nothing here asks the record path what it thinks it did.
 */
import type { BatchResponse } from '../../../shared/consume/answer.ts';
import type { Publish, RuleContext } from '../../../shared/consume/rule-context.ts';
import { failed, permanent, transient } from '../../../shared/consume/verdict.ts';
import { seconds } from '../../../shared/declare/duration.ts';
import type { Subscription } from '../../../shared/declare/subscription.ts';
import type { RawRecord } from '../../../shared/produce/record.ts';
import { Driver } from '../../driver/driver.ts';
import { refusal, unknownOutcome, type Write } from '../../driver/memory-producer.ts';
import { book, type Payment, payments } from '../../driver/sample-subscription.ts';
import { eventOf, idOf, type Row, type Scenario } from './scenario.ts';

const RULE_LIMIT = seconds(2);

export interface Attempt {
  readonly topic: string;
  readonly records: readonly RawRecord[];
  acknowledged: boolean;
}

export interface Observed {
  readonly subscription: Subscription<Payment>;
  readonly answer: BatchResponse | undefined;
  readonly error: Error | undefined;
  /** Epoch ms; undefined: still running when Lambda would have ended it. */
  readonly answeredAt: number | undefined;
  readonly attempts: readonly Attempt[];
  /** Ids of records whose rule came to a good end. */
  readonly done: ReadonlySet<string>;
  readonly starts: readonly { readonly id: string; readonly at: number }[];
  /** Two rules of one key at a time, the first of them not aborted. */
  readonly overlaps: readonly string[];
  readonly timersLeft: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly topic: string;
}

export async function observe(scenario: Scenario): Promise<Observed> {
  const { order, mode, concurrency, tier } = scenario;
  const subscription = book({
    order,
    mode,
    concurrency,
    ruleLimit: RULE_LIMIT,
    batch: { size: 10 },
    ...(order === 'partition' && { retry: [] }),
  });
  const topic = tier === 0 ? payments.name : (subscription.retryTopics[tier - 1]?.name ?? '');
  const world = new World(scenario);
  const driver = new Driver(
    subscription,
    scenario.batch ? { sink: world.sink } : world.rule,
    () => world.claims,
  );
  world.driver = driver;
  driver.producer.next = world.write;
  let answer: BatchResponse | undefined;
  let error: Error | undefined;
  let answeredAt: number | undefined;
  let timersLeft = Number.NaN;
  const context = { getRemainingTimeInMillis: () => scenario.remaining };
  const answered = driver
    .handler(eventOf(topic, scenario.rows), context)
    .then(
      (given) => {
        answer = given;
      },
      (thrown: Error) => {
        error = thrown;
      },
    )
    .finally(() => {
      world.over = true;
      answeredAt = driver.clock.now();
      timersLeft = driver.clock.waiting - world.timers;
    });
  await driver.clock.advance(scenario.remaining);
  if (world.over) await answered;
  const { attempts, done, starts, overlaps } = world;
  return {
    subscription,
    answer,
    error,
    answeredAt,
    attempts,
    done,
    starts,
    overlaps,
    timersLeft,
    topic,
    metrics: driver.metrics,
  };
}

/** The rule, the sink, the brokers and the claim check of a scenario. */
class World {
  readonly attempts: Attempt[] = [];
  readonly done = new Set<string>();
  readonly starts: { id: string; at: number }[] = [];
  readonly overlaps: string[] = [];
  driver!: Driver<Payment>;
  /** Set by the rule and the brokers, not by the record path. */
  timers = 0;
  over = false;
  #calls = 0;
  readonly #running = new Map<string, { id: string; signal: AbortSignal }>();
  readonly #scenario: Scenario;
  readonly #rows: ReadonlyMap<string, Row>;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#rows = new Map(scenario.rows.map((row) => [idOf(row), row]));
  }

  readonly claims = {
    store: async () => {
      if (!this.#scenario.claimCheck) throw Object.assign(new Error('no store'), { code: 'ECONNREFUSED' });
      return { value: Buffer.from('s3://claim'), headers: [['claimed', Buffer.of(1)]] as const };
    },
    restore: async () => {
      throw permanent('claim-unexpected');
    },
  };

  readonly rule = (value: Payment | null, context: RuleContext): void | Promise<void> => {
    const row = this.#rows.get(value?.id ?? '') as Row;
    const { key, behaviour } = row;
    this.starts.push({ id: idOf(row), at: this.driver.clock.now() });
    const before = key ? this.#running.get(key) : undefined;
    if (before && !before.signal.aborted) this.overlaps.push(`${before.id} and ${idOf(row)}`);
    if (key) this.#running.set(key, { id: idOf(row), signal: context.signal });
    const ended = () => {
      if (key && this.#running.get(key)?.id === idOf(row)) this.#running.delete(key);
    };
    if (behaviour.startsWith('late') || behaviour === 'never') {
      return this.#act(row, context).finally(ended);
    }
    ended();
    return this.#now(row, context);
  };

  readonly sink = async (
    items: readonly { value: Payment; offset: number; context: RuleContext }[],
    { signal }: { signal: AbortSignal },
  ): Promise<void> => {
    const errors: Record<number, unknown> = {};
    for (const { value, offset, context } of items) {
      const row = this.#rows.get(value.id) as Row;
      try {
        this.starts.push({ id: idOf(row), at: this.driver.clock.now() });
        await (row.behaviour.startsWith('late') || row.behaviour === 'never'
          ? this.#act(row, context)
          : this.#now(row, context));
      } catch (error) {
        this.done.delete(idOf(row));
        if (!this.#scenario.names) throw error;
        errors[offset] = error;
      }
      if (signal.aborted) return;
    }
    if (Object.keys(errors).length > 0) throw failed(errors);
  };

  #now(row: Row, { publish }: RuleContext): void {
    if (row.behaviour === 'permanent') throw permanent('refused-by-rule');
    if (row.behaviour === 'transient') throw transient('busy');
    if (row.behaviour === 'stray') throw null;
    // Not awaited, and it fails some time after the rule has returned.
    if (row.behaviour === 'forgets')
      publish({ topic: payments, value: { id: 'fails', cents: 1 } }).catch(() => {});
    this.done.add(idOf(row));
  }

  async #act(row: Row, context: RuleContext): Promise<void> {
    if (row.behaviour === 'never') return new Promise(() => {});
    await this.#wait(row.takes);
    if (row.behaviour === 'late-transient') throw transient('busy');
    if (row.behaviour === 'late-forgets') forget(context.publish);
    if (!context.signal.aborted) this.done.add(idOf(row));
  }

  #wait(ms: number): Promise<void> {
    this.timers += 1;
    return new Promise((resolve) => {
      this.driver.clock.after(ms, () => {
        this.timers -= 1;
        resolve();
      });
    });
  }

  readonly write = async ({ appending }: Write): Promise<void> => {
    if (appending === undefined) {
      await this.#wait(50);
      throw refusal(true);
    }
    const fault = this.#scenario.faults[this.#calls++] ?? this.#scenario.afterwards;
    const attempt: Attempt = { topic: appending.topic, records: appending.records, acknowledged: false };
    this.attempts.push(attempt);
    if (fault === 'refused') throw refusal(true);
    // Appended or not: the path cannot know, and must take it for unsettled.
    if (fault === 'unknown' || fault === 'lost') throw unknownOutcome();
    if (fault === 'too-large') throw refusal(false, 'MESSAGE_TOO_LARGE');
    if (fault === 'hangs') await new Promise(() => {});
    if (fault === 'slow') await this.#wait(700);
    // What is acknowledged after the answer has an unknown outcome.
    attempt.acknowledged = !this.over;
  };
}

/** Not awaited, and it fails some time after the rule has returned. */
function forget(publish: Publish): void {
  publish({ topic: payments, value: { id: 'fails', cents: 1 } }).catch(() => {});
}
