// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../local/template/json.ts';
import { evaluated, published, resolveOne } from './resolve-one.ts';

const key = (it: JsonObject[string], more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { It: it },
  ...more,
});

test('a resource comes after those it refers to, in whatever way', () => {
  const order = resolveOne({
    Resources: {
      A: key({ Ref: 'B' }),
      B: key({ 'Fn::GetAtt': ['C', 'Arn'] }),
      C: key({ 'Fn::Sub': '${D.Arn} ${AWS::Region}' }),
      D: key('d', { DependsOn: ['E'] }),
      E: key('e'),
    },
  });
  expect(order.map(({ logicalId }) => logicalId)).toEqual(['E', 'D', 'C', 'B', 'A']);
});

test('a chain of thousands of resources is no matter', () => {
  const chain = Array.from(
    { length: 5000 },
    (_, index) => [`R${index}`, key({ Ref: `R${index + 1}` })] as const,
  );
  const order = resolveOne({ Resources: { ...Object.fromEntries(chain), R5000: key('end') } });
  expect(order[0]?.logicalId).toBe('R5000');
  expect(order).toHaveLength(5001);
});

test.each([
  [{ A: key({ Ref: 'A' }) }, 'A → A'],
  [
    { A: key({ Ref: 'B' }), B: key({ 'Fn::GetAtt': ['C', 'Arn'] }), C: key('c', { DependsOn: 'A' }) },
    'A → B → C → A',
  ],
])('a circle is refused with its way', (resources, way) => {
  expect(() => resolveOne({ Resources: resources })).toThrow(
    `stack 'one', Resources: these depend on one another: ${way}`,
  );
});

test('ids and names are the same every time, and differ by logical id', () => {
  const template = { Resources: { A: key('a'), B: key('b'), C: { Type: 'AWS::S3::Bucket' } } };
  const [a, b, c] = resolveOne(template);
  expect(resolveOne(template).map(({ ref }) => ref)).toEqual([a?.ref, b?.ref, c?.ref]);
  expect(a?.ref).not.toBe(b?.ref);
  expect(a?.ref).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(c?.ref).toMatch(/^one-c-[0-9a-f]{12}$/);
});

test('a long logical id is cut, so that a bucket name fits', () => {
  const [bucket] = resolveOne({ Resources: { [`Bucket${'X'.repeat(80)}`]: { Type: 'AWS::S3::Bucket' } } });
  expect(bucket?.ref).toMatch(/^one-bucketx+-[0-9a-f]{12}$/);
  expect(String(bucket?.ref)).toHaveLength(63);
});

test('a resource whose condition does not hold does not exist', () => {
  const Conditions = { never: { 'Fn::Equals': ['a', 'b'] } };
  const A = key('a', { Condition: 'never' });
  expect(resolveOne({ Conditions, Resources: { A, B: key('b', { DependsOn: 'A' }) } })).toHaveLength(1);
  expect(() => resolveOne({ Conditions, Resources: { A, B: key({ Ref: 'A' }) } })).toThrow(
    "stack 'one', resource B (AWS::KMS::Key), Properties.It.Ref: resource A does not exist: its condition does not hold",
  );
});

test.each<[JsonObject, string]>([
  [
    { c: { Condition: 'd' }, d: { 'Fn::Not': [{ Condition: 'c' }] } },
    'conditions depend on one another: c → d → c',
  ],
  [{ c: { 'Fn::And': [{ Condition: 'c' }] } }, 'Fn::And takes a list of 2 to 10 conditions'],
  [{ c: { 'Fn::Or': 'x' } }, 'Fn::Or takes a list of 2 to 10 conditions'],
  [{ c: true }, 'one of Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition is due; given: true'],
  [{ c: { 'Fn::Equals': ['a'] } }, 'one of Fn::Equals, '],
])('the conditions %j are refused', (Conditions, message) => {
  expect(() => evaluated({ 'Fn::If': ['c', 1, 2] }, { Conditions })).toThrow(message);
});

test('a parameter has its default, and an SSM one the value that a stack before has stored', () => {
  const known = published();
  known.ssm.set('/a', 'stored');
  known.ssm.set('/list', 'x,y');
  const Parameters = {
    plain: { Type: 'Number', Default: 7 },
    one: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a' },
    many: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/list' },
  };
  const expression = [
    { Ref: 'plain' },
    { Ref: 'one' },
    { Ref: 'many' },
    '{{resolve:ssm:/a}} and {{resolve:ssm:/list:1}}',
  ];
  expect(evaluated(expression, { Parameters }, known)).toEqual(['7', 'stored', ['x', 'y'], 'stored and x,y']);
});

test.each<[JsonObject, string]>([
  [{ Type: 'String' }, "stack 'one', Parameters.p: it has no default, and no value can be given here"],
  [{ Default: 'x' }, "stack 'one', Parameters.p.Type: a type is due"],
  [{ Type: 'Number', Default: 'x' }, 'a number is due'],
  [
    { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/b' },
    "no stack deployed before has an AWS::SSM::Parameter named '/b'; known: /a",
  ],
])('the parameter %j is refused', (p, message) => {
  const known = published();
  known.ssm.set('/a', '');
  expect(() => evaluated({ Ref: 'p' }, { Parameters: { p } }, known)).toThrow(message);
});

test('a parameter that nobody refers to needs no value', () => {
  const Parameters = {
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' },
  };
  expect(evaluated('x', { Parameters })).toBe('x');
});

test('an SSM parameter of the same stack is no value of its parameters, as in a deployment', () => {
  const Resources = {
    Stored: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/own', Type: 'String', Value: 'x' } },
    Reader: key({ Ref: 'p' }, { DependsOn: 'Stored' }),
  };
  const Parameters = { p: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/own' } };
  expect(() => resolveOne({ Parameters, Resources })).toThrow("named '/own'; known: none");
});

test('what one stack exports a later one imports', () => {
  const known = published();
  const Outputs = {
    Arn: { Value: { 'Fn::GetAtt': ['A', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Arn' } } },
    Quiet: { Value: 'x' },
  };
  const [a] = resolveOne({ Resources: { A: key('a') }, Outputs }, known);
  expect(evaluated({ 'Fn::ImportValue': 'one:Arn' }, {}, known)).toBe(a?.attribute('Arn'));
  expect(() => resolveOne({ Resources: { A: key('a') }, Outputs }, known)).toThrow(
    "exports 'one:Arn' already",
  );
});

test.each<[JsonObject, string]>([
  [
    { Transform: 'AWS::Serverless-2016-10-31' },
    "stack 'one', its template: its key 'Transform' is not known here",
  ],
  [{ Resources: { A: 7 } }, "stack 'one', resource A: an object is due; given: 7"],
  [{ Resources: { A: {} } }, "stack 'one', resource A.Type: a type is due; given: nothing"],
  [
    { Resources: { A: key('a', { Hook: 1 }) } },
    "resource A (AWS::KMS::Key): its key 'Hook' is not known here",
  ],
  [
    { Resources: { A: key('a', { DependsOn: 'B' }) } },
    ".DependsOn: there is no resource 'B' in this template",
  ],
  [{ Resources: { A: key('a', { Condition: ['c'] }) } }, '.Condition: the name of a condition is due'],
  [
    { Resources: { A: { Type: 'AWS::KMS::Key', Properties: { Ref: 'AWS::Region' } } } },
    'Properties: an object is due',
  ],
  [{ Resources: [] }, "stack 'one', Resources: an object is due; given: []"],
])('the template %j is refused', (template, message) => {
  expect(() => resolveOne(template)).toThrow(message);
});

test('a template nested without end is refused', () => {
  let deep: JsonObject = {};
  for (let level = 0; level < 20_000; level += 1) deep = { deep };
  expect(() => resolveOne({ Metadata: deep })).toThrow('nested deeper than 100 levels');
});
