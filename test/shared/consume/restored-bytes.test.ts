import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { s3ClaimCheck } from '../../../shared/claim-check/s3-claim-check.ts';
import { hours } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { Driver } from '../../driver/driver.ts';
import { MemoryObjectStore } from '../../driver/memory-object-store.ts';

const films = topic('films.v1', {
  partitions: 1,
  retention: hours(1),
  value: plainJson(z.object({ film: z.string() })),
  claimCheck: true,
});
const watch = subscription('watch', { topic: films, concurrency: 50 });

describe('restored values', () => {
  test('are 64 MB at a time, counted until their rules have ended', async () => {
    const claims = s3ClaimCheck({ bucket: 'claims', store: new MemoryObjectStore() });
    const value = Buffer.from(JSON.stringify({ film: 'x'.repeat(20 * 1024 * 1024) }));
    const claim = await claims.store(films.name, value);
    const record = {
      raw: claim.value,
      headers: claim.headers.map(([name, content]) => [name, content] as const),
    };
    let running = 0;
    let most = 0;
    const driver = new Driver(
      watch,
      async () => {
        most = Math.max(most, ++running);
        await sleep(400);
        running -= 1;
      },
      () => claims,
    );
    const { handled } = await driver.pipe(Array.from({ length: 8 }, () => record));
    expect(handled).toHaveLength(8);
    expect(most).toBe(3);
  });
});
