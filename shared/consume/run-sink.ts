/** Runs a sink once, for all or some records of one partition, within the rule's limit. */
import type { RecordContext, RuleContext } from './rule-context.ts';
import type { Limited, RuleLimit, Thrown } from './rule-limit.ts';
import type { Turn } from './turn.ts';

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

interface Piece<V> extends SliceItem<V> {
  readonly turn: Turn;
  readonly context: RecordContext;
}

/** Undefined when the sink succeeded. Never rejects. */
export async function runSink<V>(
  items: readonly Piece<V>[],
  sink: Sink<V>,
  limit: RuleLimit,
): Promise<Thrown | undefined> {
  const slice = new Slice(items);
  try {
    const working = sink(items, slice);
    if (typeof working?.then !== 'function') return undefined;
    let thrown: Thrown | undefined;
    await limit.run(working, slice, (failure) => {
      thrown = failure;
    });
    return thrown;
  } catch (error) {
    slice.forget();
    return { error };
  }
}

/** The contexts of a slice's records as one. */
class Slice implements SliceContext, Limited {
  readonly topic: string;
  readonly partition: number;
  readonly #contexts: readonly RecordContext[];
  readonly #controller = new AbortController();

  constructor(items: readonly Piece<unknown>[]) {
    const { topic, partition } = (items[0] as Piece<unknown>).turn.batch;
    this.topic = topic;
    this.partition = partition;
    this.#contexts = items.map(({ context }) => context);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Asked of each record: what one published fails that one alone. */
  get unacknowledged(): undefined {
    return undefined;
  }

  forget(): void {
    for (const context of this.#contexts) context.forget();
  }

  abort(reason: Error): void {
    this.#controller.abort(reason);
    for (const context of this.#contexts) context.abort(reason);
  }
}
