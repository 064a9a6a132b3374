import { expect, it } from 'vitest';
import { brokerThroughput } from '../../../infra/plan/broker-throughput.ts';

it.each([
  ['express.m7g.large', 15.6, 31.2],
  ['express.m7g.4xlarge', 124.9, 249.8],
  ['express.m7g.16xlarge', 500, 1_000],
])('%s carries what MSK documents', (name, ingress, egress) => {
  expect(brokerThroughput(name)).toEqual({
    ingress,
    egress,
    certainty: 'documented',
    volume: undefined,
    partition: 15,
  });
});

it.each([
  ['kafka.m7g.16xlarge', 154],
  ['kafka.m7g.large', 4.8],
  ['kafka.m5.large', 3.72],
  ['kafka.t3.small', 2.67],
])('%s carries %d MB/s by an estimate, and writes 262 to its volume', (name, ingress) => {
  const { certainty, volume, ...found } = brokerThroughput(name)!;
  expect(found.ingress).toBeCloseTo(ingress, 1);
  expect(certainty).toBe('estimate');
  expect(volume).toBeCloseTo(262.1, 1);
});

it('is unknown of a type that MSK does not offer', () => {
  expect(brokerThroughput('kafka.m7g.mega')).toBeUndefined();
});
