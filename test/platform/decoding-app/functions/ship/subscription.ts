import { seconds } from '../../../../../shared/declare/duration.ts';
import { subscription } from '../../../../../shared/declare/subscription.ts';
import { seen, shipments } from '../../topics.ts';

/** Lambda validates and takes the frame off. */
export const ship = subscription('ship', {
  topic: shipments,
  retry: [seconds(1)],
  memory: 256,
  publishes: [seen],
  lambdaDecodes: 'source',
});
