import { seconds } from '../../../../../shared/declare/duration.ts';
import { subscription } from '../../../../../shared/declare/subscription.ts';
import { parcels, seen } from '../../topics.ts';

/** Lambda decodes to JSON, and only heavy parcels come. */
export const weigh = subscription('weigh', {
  topic: parcels,
  retry: [seconds(1)],
  memory: 256,
  publishes: [seen],
  lambdaDecodes: 'json',
  filters: [{ value: { grams: [{ numeric: ['>=', 1_000] }] } }],
});
