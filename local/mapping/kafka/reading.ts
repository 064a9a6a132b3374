/** Where a partition is being read, and what a broker's refusal means for it. */
import { protocolErrorsCodesById } from '@platformatic/kafka';
import { Outage } from './outage.ts';

export interface Reading {
  readonly partition: number;
  readonly outage: Outage;
  /** Fetched next. */
  offset: number;
  paused: boolean;
  /** In a fetch, or being put right. */
  busy: boolean;
  /** `performance.now()` before which it is not asked for again. */
  notBefore: number;
}

export function readingOf(partition: number, offset: number, log: (line: string) => void): Reading {
  const outage = new Outage(`partition ${partition}`, log);
  return { partition, outage, offset, paused: false, busy: false, notBefore: 0 };
}

const CODES: Readonly<Record<number, string>> = protocolErrorsCodesById;

/** The leader is another one, or not ready yet: it is found by asking again. */
const PASSING = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'REPLICA_NOT_AVAILABLE',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'OFFSET_NOT_AVAILABLE',
]);

export interface Refusal {
  readonly name: string;
  /** Undefined: no refusal. */
  readonly kind: 'range' | 'passing' | 'other' | undefined;
}

export function refusal(errorCode: number): Refusal {
  if (errorCode === 0) return { name: 'NONE', kind: undefined };
  const name = CODES[errorCode] ?? `error ${errorCode}`;
  if (name === 'OFFSET_OUT_OF_RANGE') return { name, kind: 'range' };
  return { name, kind: PASSING.has(name) ? 'passing' : 'other' };
}
