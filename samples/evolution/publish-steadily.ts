/** Publishes parcels at a steady rate for some seconds. Every value has the field of version 2, whoever writes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Producer } from '../../shared/produce/producer.ts';
import type { Parcel } from './schemas/parcels.v1/value/contract.ts';
import { parcels } from './topics.ts';
import type { Version } from './versions.ts';

/** Neither the default nor what version 1 could carry. */
export const SERVICE = 'express';
const STEP_MS = 50;

export interface Steady {
  /** What the ids begin with: no other run has the same. */
  readonly run: string;
  readonly version: Version;
  readonly perSecond: number;
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the ids that are acknowledged. */
  readonly acknowledged: (ids: readonly string[]) => void;
}

export async function publishSteadily(
  producer: Pick<Producer, 'publishAll'>,
  { run, version, perSecond, ms, signal, acknowledged }: Steady,
): Promise<void> {
  const started = performance.now();
  for (let sent = 0; ; await sleep(STEP_MS, undefined, { signal })) {
    const elapsed = Math.min(performance.now() - started, ms);
    const due = Math.floor((elapsed * perSecond) / 1_000) - sent;
    const some = Array.from({ length: due }, (_, index) => parcel(run, version, sent + index));
    if (due > 0) await producer.publishAll(some.map((value) => ({ topic: parcels, value })));
    acknowledged(some.map(({ id }) => id));
    sent += due;
    if (elapsed >= ms) return;
  }
}

export const parcel = (run: string, version: Version, index: number): Parcel => ({
  id: `${run}-v${version}-${index}`,
  weightGrams: 100 + index,
  writtenWith: version,
  service: SERVICE,
});
