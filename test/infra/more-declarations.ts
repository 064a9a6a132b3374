/** Declarations of the kinds that the sample business has none of. */
import { z } from 'zod';
import type { Declared } from '../../infra/declared.ts';
import { declared } from '../../infra/declared.ts';
import { days, minutes, seconds } from '../../shared/declare/duration.ts';
import { endpoint } from '../../shared/declare/endpoint.ts';
import { pinned } from '../../shared/declare/pinned.ts';
import { plainJson } from '../../shared/declare/plain-json.ts';
import { subscription } from '../../shared/declare/subscription.ts';
import { topic } from '../../shared/declare/topic.ts';
import { avro } from '../../shared/schema/avro/avro.ts';
import { orders } from '../../shared/topics.ts';

const value = plainJson(z.object({ id: z.string() }));

export const payments = topic('payments.v1', {
  partitions: 6,
  retention: { time: days(3), bytes: 1_073_741_824 },
  key: 'id',
  value,
});
export const balances = topic('balances.v1', { partitions: 4, compacted: true, key: 'id', value });
const scans = topic('scans.v1', { partitions: 2, retention: { bytes: 1_048_576 }, value });
export const photos = topic('photos.v1', { partitions: 3, retention: days(2), value, claimCheck: true });

/** One version for each number: a record with so many fields. */
export const versions = (...fields: readonly number[]): readonly string[] =>
  fields.map((count) =>
    JSON.stringify({
      type: 'record',
      name: 'Thing',
      fields: Array.from({ length: count }, (_, index) => ({
        name: `f${index}`,
        type: 'string',
        default: '',
      })),
    }),
  );
export const parcels = topic('parcels.v1', {
  partitions: 3,
  retention: days(2),
  key: avro({
    topic: 'parcels.v1',
    attribute: 'key',
    compatibility: 'NONE',
    definitions: ['{"type":"long"}'],
  }),
  value: avro({
    topic: 'parcels.v1',
    attribute: 'value',
    compatibility: 'FULL_ALL',
    definitions: versions(1, 2, 3),
  }),
  framing: 'glue-zlib',
});
export const legacy = topic('legacy.v1', {
  partitions: 3,
  retention: days(2),
  value: avro({
    topic: 'legacy.v1',
    attribute: 'value',
    compatibility: 'FORWARD',
    definitions: versions(1, 2),
  }),
  framing: { confluent: [7, 12] },
});
/** No function uses it. */
export const idle = topic('idle.v1', {
  partitions: 3,
  retention: days(2),
  value: avro({
    topic: 'idle.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions: versions(1),
  }),
});

/** Asks the registry for versions it does not know; writes an older one. */
export const trackParcels = subscription('track-parcels', {
  topic: parcels,
  newVersions: 'look-up',
  publishes: [pinned(orders, 1), legacy],
});
/** Lambda decodes and filters. */
export const sortParcels = subscription('sort-parcels', {
  topic: parcels,
  lambdaDecodes: 'json',
  filters: [{ value: { f0: ['a', { prefix: 'b' }] } }, { value: { f1: [{ exists: false }] } }],
});
export const weighParcels = subscription('weigh-parcels', { topic: parcels, lambdaDecodes: 'source' });

/** Blocks its partition rather than overtake a record. */
export const balancePayments = subscription('balance-payments', {
  topic: payments,
  order: 'partition',
  publishes: [balances],
  timeout: minutes(10),
});
/** On-demand, with a window, and large values on both sides; 8 of its 10 records fit the retry function after a wait. */
export const listOrders = subscription('list-orders', {
  topic: orders,
  mode: 'on-demand',
  retry: [minutes(10)],
  batch: { size: 10, window: seconds(5) },
  concurrency: 1,
  ruleLimit: seconds(25),
  publishes: [photos],
  objects: ['lists/', 'lists/by-day/'],
});
/** No retry topic: no retry function. */
export const countScans = subscription('count-scans', {
  topic: scans,
  retry: [],
  pollers: { min: 2, max: 2 },
  memory: 1_024,
});
const placeScan = endpoint('place-scan', {
  method: 'PUT',
  path: '/scans/{id}',
  publishes: [scans],
  timeout: seconds(10),
});

/** The app's own declarations and these. */
export const more: Declared = {
  topics: [...declared.topics, payments, balances, scans, photos, parcels, legacy, idle],
  subscriptions: [
    ...declared.subscriptions,
    balancePayments,
    listOrders,
    countScans,
    trackParcels,
    sortParcels,
    weighParcels,
  ],
  endpoints: [...declared.endpoints, placeScan],
};
