import { expect, it } from 'vitest';
import { target, targets } from '../../../infra/access/grant.ts';
import { render } from '../../../infra/access/render.ts';

it('a line says who may do what on what and what for; a role is named once, targets of a kind are told together', () => {
  const on = [...targets('topic', ['a', 'b']), target('cluster')];
  expect(
    render([
      { role: 'f', actions: ['x:A', 'x:B'], on, purpose: 'produce' },
      { role: 'f', actions: ['x:C'], on: [target('log-group', 'f')], purpose: 'log' },
      { role: 'g', actions: ['x:C'], on: [target('subnet'), target('security-group')], purpose: 'network' },
    ]).split('\n'),
  ).toEqual([
    '| role | may | on | what for |',
    '| --- | --- | --- | --- |',
    '| `f` | `x:A`, `x:B` | topic `a`, `b`; the cluster | handler produces |',
    '|  | `x:C` | log group of `f` | Lambda logs |',
    '| `g` | `x:C` | subnets; security groups | Lambda attaches it to the VPC; its own code may not |',
  ]);
});

it('an action that is allowed on everything comes with its reason', () => {
  const lines = render([
    { role: 'f', actions: ['glue:GetSchemaVersion'], on: [target('any')], purpose: 'look-up' },
  ]).split('\n');
  expect(lines.slice(2, 5)).toEqual([
    '| `f` | `glue:GetSchemaVersion` | `*` | handler looks versions up |',
    '',
    'On `*`, and why:',
  ]);
  expect(lines.at(-1)).toMatch(/^\| `glue:GetSchemaVersion` \| asked by a version’s id alone/);
});
