/** Topics of the app that is tested to destruction. */
import { z } from 'zod';
import { hours } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { topic } from '../../../shared/declare/topic.ts';

const jobSchema = z.object({
  id: z.string(),
  /** What the function does with the record. */
  action: z.enum(['ok', 'slow', 'exit', 'transient', 'permanent']),
  padding: z.string().optional(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobs = topic('jobs.v1', {
  partitions: 6,
  retention: hours(1),
  key: 'id',
  value: plainJson(jobSchema),
});

/** One record for each run of the rule that came to its end. */
export const runs = topic('runs.v1', {
  partitions: 6,
  retention: hours(1),
  key: 'id',
  value: plainJson(z.object({ id: z.string(), attempt: z.int() })),
});
