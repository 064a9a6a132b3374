import { randomUUID } from 'node:crypto';
import { consume } from '../../../../shared/consume/consume.ts';
import { seenByNew } from '../../sightings.ts';
import { collectNew } from './subscription.ts';

const process = randomUUID();

export const handler = consume(collectNew, async ({ id, writtenWith, service }, { publish }) => {
  await publish({ topic: seenByNew, value: { id, writtenWith, service, process } });
});
