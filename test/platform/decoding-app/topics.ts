/** A topic of each format, and what the functions saw of them. */
import { z } from 'zod';
import { hours } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { parcelKeyContract } from './schemas/parcels.v1/key/contract.ts';
import { parcelContract } from './schemas/parcels.v1/value/contract.ts';
import { shipmentContract } from './schemas/shipments.v1/value/contract.ts';
import { visitContract } from './schemas/visits.v1/value/contract.ts';

const kept = { partitions: 3, retention: hours(1) };

export const parcels = topic('parcels.v1', { ...kept, key: parcelKeyContract, value: parcelContract });
export const shipments = topic('shipments.v1', { ...kept, key: 'id', value: shipmentContract });
export const visits = topic('visits.v1', { ...kept, framing: 'glue-zlib', value: visitContract });

/** One record for each run of a rule that came to its end. */
export const seen = topic('seen.v1', {
  ...kept,
  value: plainJson(z.object({ by: z.string(), id: z.string(), what: z.string() })),
});
