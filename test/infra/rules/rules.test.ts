import { describe, expect, test } from 'vitest';
import { Deployment } from '../../../infra/rules/deployment.ts';
import { findings } from '../../../infra/rules/findings.ts';
import { RULES } from '../../../infra/rules/rules.ts';
import { type Change, goodTemplate } from './good-template.ts';
import type { Row } from './row.ts';
import { NAMED_ROWS } from './rows/named-rows.ts';

const ROWS: readonly Row[] = [...NAMED_ROWS];

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
