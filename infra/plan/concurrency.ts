/**
 * How many invocations may run at a time, by function. A poller starts five (Lambda's guide, Kafka scaling modes), which
 * is what the account must allow; a partition has one batch at a time, which is what is to be expected. An invocation of
 * a retry function that waits for its records to be due is one of them all the while.
 *
 * 1,000 is what an account has in a region unless it asked for more, and everything else in it takes from the same.
 */
import type { Declared } from '../declared.ts';
import type { PlannedMapping } from './mappings.ts';
import { sum } from './sum.ts';

export const ACCOUNT_CONCURRENCY = 1_000;
/** Over this share of the quota it is time to ask for more: quotas are not raised at once. */
const ASK_FROM = 0.8;
const ASK_STEP = 1_000;

export interface FunctionConcurrency {
  readonly functionName: string;
  /** By its pollers. Undefined: as many as there are callers. */
  readonly most: number | undefined;
  /** By the partitions too. */
  readonly expected: number | undefined;
  readonly memoryMb: number;
  /** How many may wait at a time, and for how long at most. */
  readonly waiting: number;
  readonly longestWaitMs: number;
}

export interface Concurrency {
  readonly functions: readonly FunctionConcurrency[];
  readonly most: number;
  readonly expected: number;
  readonly quota: number;
  /** What to ask AWS for; undefined: the quota is enough. */
  readonly askFor: number | undefined;
}

export function concurrency(mappings: readonly PlannedMapping[], { endpoints }: Declared): Concurrency {
  const byFunction = Map.groupBy(mappings, ({ functionName }) => functionName);
  const functions = [
    ...[...byFunction].map(([functionName, own]) => ofFunction(functionName, own)),
    ...endpoints.map(({ name, memory }) => ({
      functionName: name,
      most: undefined,
      expected: undefined,
      memoryMb: memory,
      waiting: 0,
      longestWaitMs: 0,
    })),
  ];
  const most = sum(functions.map((each) => each.most ?? 0));
  return {
    functions,
    most,
    expected: sum(functions.map((each) => each.expected ?? 0)),
    quota: ACCOUNT_CONCURRENCY,
    askFor: askFor(most),
  };
}

/** With a fifth of it left for what is not counted here. */
export const askFor = (most: number): number | undefined =>
  most <= ACCOUNT_CONCURRENCY * ASK_FROM ? undefined : Math.ceil(most / ASK_FROM / ASK_STEP) * ASK_STEP;

function ofFunction(functionName: string, mappings: readonly PlannedMapping[]): FunctionConcurrency {
  const retries = mappings.filter(({ kind }) => kind === 'retry');
  return {
    functionName,
    most: sum(mappings.map((each) => each.ceiling.invocations)),
    expected: sum(mappings.map((each) => each.ceiling.batches)),
    memoryMb: Math.max(...mappings.map(({ memoryMb }) => memoryMb)),
    waiting: sum(retries.map((each) => each.ceiling.batches)),
    longestWaitMs: Math.max(0, ...retries.map(({ delayMs }) => delayMs)),
  };
}
