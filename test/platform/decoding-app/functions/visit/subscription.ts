import { seconds } from '../../../../../shared/declare/duration.ts';
import { subscription } from '../../../../../shared/declare/subscription.ts';
import { seen, visits } from '../../topics.ts';

export const visit = subscription('visit', {
  topic: visits,
  retry: [seconds(1)],
  memory: 256,
  publishes: [seen],
});
