/** Checks of single options of a subscription or an endpoint. */
import type { Checker } from './check.ts';
import { type Duration, seconds } from './duration.ts';
import type { Pinned } from './pinned.ts';
import type { Order, Verdict } from './subscription.ts';
import type { Topic } from './topic.ts';

export function checkBatch(
  check: Checker,
  given: { readonly size?: number; readonly window?: Duration },
  order: Order,
) {
  check.keys(given, ['size', 'window'], 'batch');
  const { window } = given;
  if (window !== undefined) {
    check.integer('batch.window in ms', window, 0, seconds(300));
    if (window % 1_000 !== 0) {
      check.refuse('batch.window in ms', window, 'whole seconds, or absent for 500 ms');
    }
  }
  return {
    size: check.integer('batch.size', given.size ?? (order === 'partition' ? 25 : 100), 1, 10_000),
    window,
  };
}

export function checkPollers(
  check: Checker,
  given: { readonly min?: number; readonly max?: number },
  partitions: number,
) {
  check.keys(given, ['min', 'max'], 'pollers');
  const ceiling = Math.min(2_000, partitions);
  const max = check.integer(
    'pollers.max',
    given.max ?? Math.max(given.min ?? 1, Math.min(200, ceiling)),
    1,
    ceiling,
  );
  return { min: check.integer('pollers.min', given.min ?? 1, 1, Math.min(200, max)), max };
}

export function checkErrors(
  check: Checker,
  given: Readonly<Record<string, Verdict>>,
): Readonly<Record<string, Verdict>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    check.refuse('errors', given, 'an object from error code to verdict');
  }
  for (const [code, verdict] of Object.entries(given)) {
    check.oneOf(`errors['${code}']`, verdict, ['transient', 'permanent']);
  }
  return given;
}

export type Publishes = readonly (Topic | Pinned)[];

export interface Published {
  readonly publishes: readonly Topic[];
  /** Topic name → version of its value's schema that is written; the last where there is none. */
  readonly pins: ReadonlyMap<string, number>;
}

export function checkPublishes(check: Checker, given: Publishes): Published {
  const allowed = 'declared topic()s, and pinned(topic, version)';
  if (!Array.isArray(given)) check.refuse('publishes', typeof given, `a list of ${allowed}`);
  const pins = new Map<string, number>();
  const publishes = given.map((each): Topic => {
    if (each?.kind === 'topic') return each;
    if (each?.kind !== 'pinned') return check.refuse('publishes', typeof each, allowed);
    pins.set(each.topic.name, each.version);
    return each.topic;
  });
  const twice = publishes.find(
    ({ name }, index) => publishes.findIndex((each) => each.name === name) !== index,
  );
  if (twice !== undefined) check.refuse('a topic of publishes', twice.name, 'each topic once');
  return { publishes, pins };
}

export function checkPrefixes(check: Checker, given: readonly string[]): readonly string[] {
  if (!Array.isArray(given)) check.refuse('objects', given, 'a list of prefixes');
  for (const each of given) {
    if (typeof each !== 'string' || !/^([a-z0-9-]+\/)+$/.test(each)) {
      check.refuse('objects', each, "prefixes of [a-z0-9-] that end in '/', such as 'invoices/'");
    }
  }
  return given;
}
