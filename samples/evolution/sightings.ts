/** What a function saw of a parcel. Plain JSON: what is counted must not depend on what is shown. */
import { z } from 'zod';
import { hours } from '../../shared/declare/duration.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { topic } from '../../shared/declare/topic.ts';

const sightingSchema = z.object({
  id: z.string(),
  /** What its producer says. */
  writtenWith: z.int(),
  /** Absent: the function's version of a parcel has no such field. */
  service: z.string().optional(),
  /** Of the function: each asks the registry for itself. */
  process: z.string(),
});
export type Sighting = z.infer<typeof sightingSchema>;

const options = { partitions: 6, retention: hours(1), key: 'id', value: plainJson(sightingSchema) } as const;
export const seenByOld = topic('seen-by-old.v1', options);
export const seenByNew = topic('seen-by-new.v1', options);
