/** Parcels, as a function that was deployed before version 2 declares them. */
import { hours } from '../../shared/declare/duration.ts';
import { topic } from '../../shared/declare/topic.ts';
import { parcelContract } from './schemas-before/parcels.v1/value/contract.ts';

export const parcelsBefore = topic('parcels.v1', {
  partitions: 6,
  retention: hours(1),
  key: 'id',
  value: parcelContract,
});
