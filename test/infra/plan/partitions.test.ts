import { expect, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { partitionShare } from '../../../infra/plan/partitions.ts';
import { stageWith } from './stage-with.ts';

test.each([
  // 30 + 12 + 3 × 3 + 3, and 100 of Kafka's own, three times, over the brokers.
  [{ profile: 'small' }, { declared: 54, internal: 100, perBroker: 154, recommended: 300, most: 300 }],
  [
    { profile: 'standard', brokers: 6 },
    { declared: 54, internal: 100, perBroker: 77, recommended: 1_000, most: 1_500 },
  ],
  [
    { profile: 'express', instanceType: 'express.m7g.4xlarge', brokers: 9 },
    { declared: 54, internal: 100, perBroker: 52, recommended: 6_000, most: 8_000 },
  ],
])('%j: replicas and internal topics are counted, on the fullest broker', (cluster, share) => {
  expect(partitionShare(declared, stageWith(cluster).cluster)).toEqual(share);
});
