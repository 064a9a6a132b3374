/** Built before version 2 was: it asks the registry for what it does not know. */
import { seconds } from '../../../../shared/declare/duration.ts';
import { subscription } from '../../../../shared/declare/subscription.ts';
import { seenByOld } from '../../sightings.ts';
import { parcelsBefore } from '../../topics-before.ts';

export const collectOld = subscription('collect-old', {
  topic: parcelsBefore,
  newVersions: 'look-up',
  // Short, since someone waits for what is shown.
  retry: [seconds(1), seconds(2)],
  ruleLimit: seconds(3),
  timeout: seconds(40),
  memory: 256,
  publishes: [seenByOld],
});
