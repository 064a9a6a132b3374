/**
 * Values that go to the claim check before their record can be sent. Records of a key keep their order: one that is
 * published while an earlier one of its key is uploaded waits for it.
 */
import type { ClaimCheck } from '../claim-check/claim-check.ts';
import { now } from './clock.ts';
import type { RawRecord } from './record.ts';

export const CLAIM_CHECK_BYTES = 900_000;

class ClaimMissingError extends Error {
  override readonly name = 'ClaimMissingError';
  readonly code = 'NO_CLAIM_CHECK';
  readonly retriable = false;
}

export interface Upload {
  readonly topic: string;
  readonly record: RawRecord;
  /** See clock.ts. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
}

export class Uploads {
  readonly #claimCheck: (() => ClaimCheck) | undefined;
  /** By topic and key: resolves when the last record of the key that waits was passed on. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #keyless = new Set<Promise<void>>();

  constructor(claimCheck: (() => ClaimCheck) | undefined) {
    this.#claimCheck = claimCheck;
  }

  /** True when an earlier record of its key is still being uploaded. */
  behind(topic: string, key: Buffer | null): boolean {
    return key !== null && this.#lanes.size > 0 && this.#lanes.has(laneOf(topic, key));
  }

  /** Passes on the record, or its claim if it is `large`, when its turn comes. */
  pass(
    upload: Upload,
    large: boolean,
    next: (record: RawRecord) => void,
    failed: (error: Error) => void,
  ): void {
    const { topic, record } = upload;
    const claimed = large ? this.#store(upload) : Promise.resolve(record);
    if (record.key === null) {
      const done = claimed.then(next, failed).finally(() => this.#keyless.delete(done));
      this.#keyless.add(done);
      return;
    }
    const lane = laneOf(topic, record.key);
    const before = this.#lanes.get(lane);
    const done = Promise.allSettled([claimed, before])
      .then(() => claimed)
      .then(next, failed)
      .then(() => {
        if (this.#lanes.get(lane) === done) this.#lanes.delete(lane);
      });
    this.#lanes.set(lane, done);
  }

  /** Resolves when all that were passed until now went on. */
  async idle(): Promise<void> {
    await Promise.all([...this.#lanes.values(), ...this.#keyless]);
  }

  async #store({ topic, record, deadline, signal }: Upload): Promise<RawRecord> {
    if (this.#claimCheck === undefined || record.value === null) {
      throw new ClaimMissingError('this producer was made without a claim check');
    }
    const late = AbortSignal.timeout(Math.max(0, Math.ceil(deadline - now())));
    const claim = await this.#claimCheck().store(topic, record.value, {
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    return { key: record.key, value: claim.value, headers: [...record.headers, ...claim.headers] };
  }
}

const laneOf = (topic: string, key: Buffer): string => `${topic} ${key.toString('latin1')}`;
