import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { declared } from '../../infra/declared.ts';
import * as topics from '../../shared/topics.ts';

const FUNCTIONS = path.resolve(import.meta.dirname, '../../functions');

it('every folder of functions/ is deployed, and every function deployed has a folder', () => {
  const names = [...declared.subscriptions, ...declared.endpoints].map(({ name }) => name);
  expect(names.toSorted()).toEqual(readdirSync(FUNCTIONS).toSorted());
});

it('every topic of shared/topics.ts is deployed without a line in infra', () => {
  const names = declared.topics.map(({ name }) => name);
  expect(names).toContain(topics.orders.name);
  expect(names).toContain(topics.transactions.name);
  expect(declared.topics.every(({ kind }) => kind === 'topic')).toBe(true);
});
