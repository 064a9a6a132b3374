/** What `npm run test:deploy` stands on: it deploys this stack to an emulator, which refuses what it cannot make. */
import { expect, it } from 'vitest';
import { TYPES_READ_BACK } from '../../deploy/read-back.ts';
import { more } from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';

const { functions } = await synthesized(more);

it('the functions stack consists of resources whose deployment is tried; a cluster, its rules and schemas belong in the other', () => {
  const untried = functions.resources.filter(({ type }) => !TYPES_READ_BACK.includes(type));
  expect(untried.map(({ id, type }) => `${id} (${type})`)).toEqual([]);
});

it('no alarm computes with metrics, which the emulator refuses', () => {
  for (const { id, properties } of functions.all('AWS::CloudWatch::Alarm')) {
    expect(properties.Metrics, id).toBeUndefined();
    expect(properties.MetricName, id).toBeDefined();
  }
});

it('nothing outlives a first create that rolled back: its name would be taken when the create is repeated', () => {
  for (const { id, deletionPolicy } of functions.resources) expect(deletionPolicy, id).not.toBe('Retain');
});
