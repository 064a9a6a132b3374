/**
 * Runs a subscription's rule without a broker: pipe records in, read what became of each, move time by hand.
 *
 *   const driver = new Driver(invoiceOrders, (order, context) => invoice(order, ports(context)));
 *   const { handled, dead } = await driver.pipe([{ value: order }]);
 */
import { consume, consumeBatch, type Handler } from '../../shared/consume/consume.ts';
import { partitionsOf } from '../../shared/consume/event.ts';
import { originOf } from '../../shared/consume/origin.ts';
import type { Rule } from '../../shared/consume/run-records.ts';
import type { Sink } from '../../shared/consume/run-sink.ts';
import type { Runtime } from '../../shared/consume/runtime.ts';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { Topic } from '../../shared/declare/topic.ts';
import type { RawRecord } from '../../shared/produce/record.ts';
import { eventOf, lambdaEvent, type TestRecord } from './lambda-event.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryProducer } from './memory-producer.ts';
import { testSchemas } from './version-ids.ts';

export interface Letter {
  readonly topic: string;
  readonly partition: number;
  /** `topic-partition@offset` of the first reading. */
  readonly original: string;
  readonly code: string;
  readonly record: RawRecord;
  header(name: string): Buffer | undefined;
}

export interface Piped {
  /** `topic-partition@offset` each. */
  readonly handled: readonly string[];
  readonly handedBack: readonly string[];
  readonly parked: readonly Letter[];
  readonly dead: readonly Letter[];
}

export class Driver<V> {
  readonly clock = new ManualClock();
  readonly producer = new MemoryProducer();
  readonly logs: { level: string; message: string; detail: unknown }[] = [];
  readonly metrics: Record<string, number> = {};
  /** A test may put another part in. */
  readonly runtime: { -readonly [Part in keyof Runtime]: Runtime[Part] };
  readonly handler: Handler;
  readonly #subscription: Subscription<V>;
  #offset = 0;

  constructor(
    subscription: Subscription<V>,
    rule: Rule<V> | { readonly sink: Sink<V> },
    claimCheck: Runtime['claimCheck'] = () => {
      throw new Error('this driver has no claim check');
    },
  ) {
    this.#subscription = subscription;
    const schemas = testSchemas([subscription.topic as Topic, ...subscription.publishes]);
    this.runtime = {
      clock: this.clock,
      producer: () => this.producer,
      claimCheck,
      schemas: () => schemas,
      logger: this.#logger(),
      metrics: this.#meter(),
    };
    this.handler =
      typeof rule === 'function'
        ? consume(subscription, rule, this.runtime)
        : consumeBatch(subscription, rule.sink, this.runtime);
  }

  /** Records of the source topic, offsets given or counted on. `remaining`: ms Lambda gives the invocation. */
  pipe(records: readonly TestRecord[], options: { remaining?: number; thin?: boolean } = {}): Promise<Piped> {
    const placed = records.map((record) => ({ offset: this.#offset++, ...this.#encoded(record) }));
    const event = lambdaEvent(this.#subscription.topic.name, placed, this.clock.now(), options.thin);
    return this.invoke(event, options.remaining);
  }

  /** A value in its frame, where the topic has a contract. */
  #encoded(record: TestRecord): TestRecord {
    const { topic } = this.#subscription;
    if (topic.value.kind !== 'contract' || record.value === undefined || record.value === null) return record;
    const { value, ...rest } = record;
    return {
      ...rest,
      raw: this.runtime
        .schemas()
        .codec(topic, topic.value)
        .encode(value as V),
    };
  }

  /** Parked letters as the retry mapping delivers them; `parkedAt` is their broker timestamp. */
  retry(letters: readonly Letter[], parkedAt: number, remaining?: number): Promise<Piped> {
    const topic = letters[0]?.topic ?? '';
    return this.invoke(
      eventOf(
        topic,
        letters.map(({ record }) => record),
        parkedAt,
      ),
      remaining,
    );
  }

  async invoke(event: object, remaining?: number): Promise<Piped> {
    const before = this.producer.appended.length;
    const context = remaining === undefined ? undefined : { getRemainingTimeInMillis: () => remaining };
    const answer = await this.handler(event, context);
    const handedBack = answer.batchItemFailures.map(
      ({ itemIdentifier }) => `${itemIdentifier.partition}@${itemIdentifier.offset}`,
    );
    const letters = this.producer.appended
      .slice(before)
      .flatMap(({ topic, partition, records }) =>
        records.map((record) => letterOf(topic, partition, record)),
      );
    const away = new Set([...handedBack, ...letters.map(({ original }) => original)]);
    const handled = partitionsOf(event, this.#subscription as Subscription).flatMap((batch) =>
      batch.records
        .filter((record) => {
          const { topic, partition, offset } = originOf(batch, record);
          return !away.has(`${batch.id}@${record.offset}`) && !away.has(`${topic}-${partition}@${offset}`);
        })
        .map((record) => `${batch.id}@${record.offset}`),
    );
    const deadLetters = this.#subscription.deadLetterTopic.name;
    return {
      handled,
      handedBack,
      parked: letters.filter(({ topic }) => topic !== deadLetters),
      dead: letters.filter(({ topic }) => topic === deadLetters),
    };
  }

  #logger(): Runtime['logger'] {
    const write = (level: string) => (message: string | object, detail?: unknown) =>
      this.logs.push({ level, message: String(message), detail });
    const logger = { info: write('info'), warn: write('warn'), error: write('error'), debug: write('debug') };
    return logger as unknown as Runtime['logger'];
  }

  #meter(): Runtime['metrics'] {
    const add = (name: string, _unit: unknown, value: number) => {
      this.metrics[name] = (this.metrics[name] ?? 0) + value;
    };
    const singleMetric = () => {
      let code = '';
      return {
        addDimension: (_name: string, value: string) => {
          code = value;
        },
        addMetric: (name: string, unit: unknown, value: number) => add(`${name}/${code}`, unit, value),
      };
    };
    return { addMetric: add, publishStoredMetrics: () => {}, singleMetric } as unknown as Runtime['metrics'];
  }
}

function letterOf(topic: string, partition: number, record: RawRecord): Letter {
  const header = (name: string) => record.headers.findLast(([each]) => each === name)?.[1];
  return {
    topic,
    partition,
    record,
    header,
    original: header('x-original')?.toString() ?? '',
    code: header('x-error-code')?.toString() ?? '',
  };
}
