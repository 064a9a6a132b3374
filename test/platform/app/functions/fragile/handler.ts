/** Does to itself what a record says. */
import { setTimeout as sleep } from 'node:timers/promises';
import { consume } from '../../../../../shared/consume/consume.ts';
import { permanent, transient } from '../../../../../shared/consume/verdict.ts';
import { runs } from '../../topics.ts';
import { fragile } from './subscription.ts';

export const handler = consume(fragile, async ({ id, action }, { publish, record }) => {
  if (action === 'exit') process.exit(3);
  if (action === 'transient') throw transient('asked-to', 'the record says so');
  if (action === 'permanent') throw permanent('asked-to', 'the record says so');
  if (action === 'slow') await sleep(1_500);
  await publish({ topic: runs, value: { id, attempt: record.attempt } });
});
