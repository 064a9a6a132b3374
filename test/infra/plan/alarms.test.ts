import { expect, test } from 'vitest';
import { countAlarms } from '../../../infra/plan/alarms.ts';
import { plannedMappings } from '../../../infra/plan/mappings.ts';
import { declaredWith } from './declared-with.ts';
import { stageWith } from './stage-with.ts';

const of = (brokers: number, readers = 1) => {
  const declared = declaredWith({ topic: {}, readers });
  const { cluster } = stageWith({ profile: 'standard', brokers });
  return countAlarms({ declared, cluster, mappings: plannedMappings(declared) });
};

test('an alarm of the worst of several brokers is paid for each of them', () => {
  const [three, six] = [of(3), of(6)];
  expect(three.metrics).toBeGreaterThan(three.alarms);
  expect(six.metrics - six.alarms).toBeGreaterThan(three.metrics - three.alarms);
});

test('another subscription has alarms of its own, those of its mappings too, and there is one dashboard', () => {
  const [one, two, three] = [of(3, 1), of(3, 2), of(3, 3)];
  expect(two.alarms).toBeGreaterThan(one.alarms + 5);
  expect(three.alarms - two.alarms).toBe(two.alarms - one.alarms);
  expect([one.dashboards, three.dashboards]).toEqual([1, 1]);
});
