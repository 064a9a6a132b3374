import { randomUUID } from 'node:crypto';
import { consume } from '../../../../shared/consume/consume.ts';
import { seenByOld } from '../../sightings.ts';
import { collectOld } from './subscription.ts';

const process = randomUUID();

export const handler = consume(collectOld, async (parcel, { publish }) => {
  // A field of a later version would be seen here, whatever the type says.
  const { id, writtenWith, service } = parcel as typeof parcel & { readonly service?: string };
  const seen = { id, writtenWith, process, ...(service !== undefined && { service }) };
  await publish({ topic: seenByOld, value: seen });
});
