import { describe, expect, it } from 'vitest';
import { policyEvaluator, type Request, type Statement } from './policy-evaluator.ts';

const BUCKET = 'arn:aws:s3:::b';
const allow = (Action: Statement['Action'], Resource: Statement['Resource']): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const decide = (statements: readonly Statement[], action: string, resource: string) =>
  policyEvaluator(statements)({ action, resource });

describe('statements', () => {
  const read = allow('s3:GetObject', `${BUCKET}/a/*`);

  it('nothing is allowed that no statement allows', () => {
    expect(decide([], 's3:GetObject', `${BUCKET}/a/1`)).toBe('not allowed');
    expect(decide([read], 's3:PutObject', `${BUCKET}/a/1`)).toBe('not allowed');
    expect(decide([read], 's3:GetObject', `${BUCKET}/b/1`)).toBe('not allowed');
  });

  it('one that allows is enough, and any of its actions on any of its resources', () => {
    const both = allow(['s3:GetObject', 's3:PutObject'], [`${BUCKET}/a/*`, `${BUCKET}/b/*`]);
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      for (const key of ['a/1', 'b/1']) expect(decide([both], action, `${BUCKET}/${key}`)).toBe('allowed');
    }
  });

  it('one that denies wins, wherever it stands', () => {
    const deny: Statement = { Effect: 'Deny', Action: 's3:*', Resource: `${BUCKET}/a/secret` };
    for (const statements of [
      [read, deny],
      [deny, read],
    ]) {
      expect(decide(statements, 's3:GetObject', `${BUCKET}/a/secret`)).toBe('denied');
      expect(decide(statements, 's3:GetObject', `${BUCKET}/a/1`)).toBe('allowed');
    }
  });
});

describe('wildcards', () => {
  it.each([
    ['s3:Get*', 's3:GetObject', 'allowed'],
    ['S3:getobject', 's3:GetObject', 'allowed'],
    ['s3:GetObjec?', 's3:GetObject', 'allowed'],
    ['s3:GetObject?', 's3:GetObject', 'not allowed'],
    ['s3:Get', 's3:GetObject', 'not allowed'],
    ['*', 's3:GetObject', 'allowed'],
    ['s3.GetObject', 's3:GetObject', 'not allowed'],
  ])('the action %s: %s is %s', (glob, action, decision) => {
    expect(decide([allow(glob, '*')], action, BUCKET)).toBe(decision);
  });

  it.each([
    ['*', `${BUCKET}/a`, 'allowed'],
    ['*', '*', 'allowed'],
    [`${BUCKET}/*`, '*', 'not allowed'],
    [`${BUCKET}/*`, `${BUCKET}/a/b/c`, 'allowed'],
    [`${BUCKET}/*`, BUCKET, 'not allowed'],
    [`${BUCKET}/?`, `${BUCKET}/a`, 'allowed'],
    [`${BUCKET}/?`, `${BUCKET}/ab`, 'not allowed'],
    [`${BUCKET}/A`, `${BUCKET}/a`, 'not allowed'],
    ['arn:aws:logs:r:1:log-group:g:*', 'arn:aws:logs:r:1:log-group:g:log-stream:s', 'allowed'],
    ['arn:aws:ec2:r:*:subnet/*', 'arn:aws:ec2:r:2:subnet/s', 'allowed'],
    ['arn:aws:ec2:*:subnet/s:*', 'arn:aws:ec2:r:1:subnet/s', 'not allowed'],
    ['arn:aws:ec2:r:1:*/*', 'arn:aws:ec2:r:2:subnet/s', 'not allowed'],
    [`${BUCKET}.x/*`, 'arn:aws:s3:::bAx/1', 'not allowed'],
  ])('the resource %s: %s is %s', (glob, resource, decision) => {
    expect(decide([allow('s3:GetObject', glob)], 's3:GetObject', resource)).toBe(decision);
  });
});

describe('conditions', () => {
  const given = (Condition: Statement['Condition'], context?: Request['context']) =>
    policyEvaluator([{ ...allow('a:B', '*'), ...(Condition && { Condition }) }])({
      action: 'a:B',
      resource: '*',
      ...(context && { context }),
    });

  it('StringEquals holds for one of its values and not for a key that is missing', () => {
    const condition = { StringEquals: { 'aws:SourceAccount': ['1', '2'] } };
    expect(given(condition, { 'aws:SourceAccount': '2' })).toBe('allowed');
    expect(given(condition, { 'AWS:sourceaccount': '1' })).toBe('allowed');
    expect(given(condition, { 'aws:SourceAccount': '3' })).toBe('not allowed');
    expect(given(condition)).toBe('not allowed');
  });

  it('Null asks whether the key is missing', () => {
    const present = { Null: { 'lambda:SourceFunctionArn': 'false' } };
    const missing = { Null: { 'lambda:SourceFunctionArn': 'true' } };
    const context = { 'lambda:SourceFunctionArn': 'arn' };
    expect([given(present, context), given(present)]).toEqual(['allowed', 'not allowed']);
    expect([given(missing, context), given(missing)]).toEqual(['not allowed', 'allowed']);
  });

  it('all conditions of a statement must hold', () => {
    const condition = { StringEquals: { 'a:x': '1', 'a:y': '2' }, Null: { 'a:z': 'true' } };
    expect(given(condition, { 'a:x': '1', 'a:y': '2' })).toBe('allowed');
    expect(given(condition, { 'a:x': '1' })).toBe('not allowed');
    expect(given(condition, { 'a:x': '1', 'a:y': '2', 'a:z': '3' })).toBe('not allowed');
  });
});

describe('what is not evaluated is refused', () => {
  const withPart = (part: object) => () => policyEvaluator([{ ...allow('a:B', '*'), ...part }]);

  it.each(['NotAction', 'NotResource', 'Principal', 'NotPrincipal'])('%s', (key) => {
    expect(withPart({ [key]: 'a:C' })).toThrow(key);
  });

  it('another effect, another operator, a policy variable, a resource that is no ARN', () => {
    expect(withPart({ Effect: 'Maybe' })).toThrow('Maybe');
    expect(withPart({ Condition: { StringLike: { 'a:x': '*' } } })).toThrow('StringLike');
    expect(withPart({ Resource: `${BUCKET}/\${aws:username}` })).toThrow('variables');
    expect(withPart({ Resource: 'b/*' })).toThrow('neither * nor an ARN');
  });
});
