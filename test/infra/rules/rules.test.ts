import { describe, expect, test } from 'vitest';
import { Deployment } from '../../../infra/rules/deployment.ts';
import { findings } from '../../../infra/rules/findings.ts';
import { RULES } from '../../../infra/rules/rules.ts';
import { type Change, goodTemplate } from './good-template.ts';
import type { Row } from './row.ts';
import { CLUSTER_ROWS } from './rows/cluster-rows.ts';
import { MAPPING_ROWS, SHARED_GROUP } from './rows/mapping-rows.ts';
import { NAMED_ROWS } from './rows/named-rows.ts';
import { OTHER_ROWS } from './rows/other-rows.ts';
import { ALIKE_TOPICS, TOPIC_ROWS } from './rows/topic-rows.ts';

const ROWS: readonly Row[] = [...NAMED_ROWS, ...MAPPING_ROWS, ...TOPIC_ROWS, ...CLUSTER_ROWS, ...OTHER_ROWS];

function found(change: Change = {}) {
  const deployment = new Deployment();
  deployment.add({ path: 'kafka.template.json', raw: goodTemplate(change) });
  return findings(deployment, RULES);
}

test('a template in order has no finding', () => {
  expect(found()).toEqual([]);
});

test('the 27 that nobody else finds are all here', () => {
  expect(NAMED_ROWS).toHaveLength(27);
});

describe('is refused:', () => {
  test.each(ROWS)('$mistake', ({ change, rule, at, given, allowed }) => {
    const [finding, ...others] = found(change);
    const [resource, ...path] = at.split('.');
    expect(others.map(({ message }) => message)).toEqual([]);
    expect(finding).toMatchObject({ rule, location: ['Properties', ...path].join('.') });
    expect(finding?.resource.logicalId).toBe(resource);
    const [says, allows] = finding!.message.split('; allowed: ');
    expect(says).toContain(`${resource}: ${path.join('.')} is `);
    expect(says).toContain(given);
    expect(allows).toContain(allowed);
  });
});

test('two mappings of one group are each told of the other', () => {
  expect(found(SHARED_GROUP).map(({ rule, resource }) => [rule, resource.logicalId])).toEqual([
    ['mapping-own-group', 'Mapping'],
    ['mapping-own-group', 'Other'],
  ]);
  expect(found(SHARED_GROUP)[0]?.message).toContain(
    "'invoice.orders.v1'; allowed: a group of its own (Other",
  );
});

test('two topics that metrics cannot tell apart are each told of the other', () => {
  expect(found(ALIKE_TOPICS).map(({ rule, resource }) => [rule, resource.logicalId])).toEqual([
    ['topic-own-name', 'Topic'],
    ['topic-own-name', 'Other'],
  ]);
  expect(found(ALIKE_TOPICS)[0]?.message).toContain(
    "'orders.v1'; allowed: a name of its own (Other is 'orders_v1'",
  );
});

test('every rule is broken by some row', () => {
  const broken = new Set([...ROWS.map(({ rule }) => rule), 'mapping-own-group', 'topic-own-name']);
  expect(new Set(RULES.map(({ id }) => id))).toEqual(broken);
});
