/** Parcels, as everything deployed today declares them. */
import { hours } from '../../shared/declare/duration.ts';
import { topic } from '../../shared/declare/topic.ts';
import { parcelContract } from './schemas/parcels.v1/value/contract.ts';

export const parcels = topic('parcels.v1', {
  partitions: 6,
  retention: hours(1),
  key: 'id',
  value: parcelContract,
});
