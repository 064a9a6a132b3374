/** Values that only version 3 could hold: `publish` refuses them, and nothing is sent. */
import type { Platform } from '../../../local/platform.ts';
import type { ProduceError } from '../../../shared/produce/produce-error.ts';
import { endOffsets } from '../end-offsets.ts';
import type { Finding } from '../finding.ts';
import { parcel } from '../publish-steadily.ts';
import type { Parcel } from '../schemas/parcels.v1/value/contract.ts';
import { parcels } from '../topics.ts';
import { producerWriting } from '../versions.ts';

/** Nobody else may publish to the topic meanwhile. */
export async function refusedByProducer(platform: Platform, run: string): Promise<Finding> {
  const valid = parcel(run, 2, -1);
  const ends = () => endOffsets(platform.bootstrap, parcels.name);
  const before = await ends();
  const producer = producerWriting(platform, 2);
  const refusalOf = (value: object): Promise<string> =>
    producer.publish({ topic: parcels, value: value as Parcel }).then(
      () => 'it was published',
      (error: Partial<ProduceError>) => {
        const [{ code, message } = {}] = error.refused ?? [];
        return `${code}: ${message}`;
      },
    );
  try {
    const type = await refusalOf({ ...valid, weightGrams: '2 kg' });
    const field = await refusalOf({ ...valid, insuredCents: 100 });
    const after = await ends();
    const same = before.length > 0 && before.join() === after.join();
    const sum = before.reduce((total, end) => total + end, 0);
    const moved = same ? `ends where it did, after ${sum} records` : `ends at ${after}; before: ${before}`;
    return {
      ok: same && type.startsWith('value-schema: ') && type.includes('weightGrams: ') && named(field),
      text: `publish   ${type}; the topic ${moved}`,
    };
  } finally {
    await producer.close();
  }
}

const named = (refusal: string): boolean =>
  refusal.startsWith('value-schema: ') && refusal.includes("no field 'insuredCents'");
