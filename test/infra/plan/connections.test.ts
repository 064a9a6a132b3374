import { expect, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { concurrency } from '../../../infra/plan/concurrency.ts';
import { connections } from '../../../infra/plan/connections.ts';
import { plannedMappings } from '../../../infra/plan/mappings.ts';

const mappings = plannedMappings(declared);
const on = (instanceType: string) => connections(mappings, concurrency(mappings, declared), instanceType);

test('two connections of each poller and one of each environment, on every broker', () => {
  expect(on('kafka.m7g.large')).toEqual({
    pollers: 39,
    environments: { expected: 39, most: 195 },
    perBroker: { expected: 117, most: 273 },
    limit: 3_000,
    newPerSecond: 100,
    stormSeconds: { expected: 1.17, most: 2.73 },
  });
});

test('a t3 lets in four a second, so a start of everything takes a minute', () => {
  expect(on('kafka.t3.small')).toMatchObject({
    newPerSecond: 4,
    stormSeconds: { expected: 29.25, most: 68.25 },
  });
});
