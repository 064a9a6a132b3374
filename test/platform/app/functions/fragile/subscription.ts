import { seconds } from '../../../../../shared/declare/duration.ts';
import { subscription } from '../../../../../shared/declare/subscription.ts';
import { jobs, runs } from '../../topics.ts';

export const fragile = subscription('fragile', {
  topic: jobs,
  retry: [seconds(1), seconds(2)],
  batch: { size: 100 },
  ruleLimit: seconds(3),
  timeout: seconds(40),
  memory: 256,
  publishes: [runs],
});
