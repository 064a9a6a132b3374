/** Built with both versions. It may not ask the registry: whatever is newer waits in the retry topics. */
import { seconds } from '../../../../shared/declare/duration.ts';
import { subscription } from '../../../../shared/declare/subscription.ts';
import { seenByNew } from '../../sightings.ts';
import { parcels } from '../../topics.ts';

export const collectNew = subscription('collect-new', {
  topic: parcels,
  retry: [seconds(1), seconds(2)],
  ruleLimit: seconds(3),
  timeout: seconds(40),
  memory: 256,
  publishes: [seenByNew],
});
