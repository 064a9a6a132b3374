import { describe, expect, it } from 'vitest';
import { more } from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';
import { listOf, type Statement } from './policy-evaluator.ts';

type Given = Statement & {
  readonly Principal: string | Readonly<Record<string, string | readonly string[]>>;
};

const ACCOUNT = '111122223333';
const { kafka, functions } = await synthesized(more);
const resources = [...kafka.resources, ...functions.resources];
const policies = resources
  .filter(({ type }) => type !== 'AWS::IAM::Role')
  .flatMap(({ id, type, properties }) =>
    statementsIn(properties).map((statement) => ({ id, type, statement })),
  );
const allowing = policies.filter(({ statement }) => statement.Effect === 'Allow');

/** Wherever in a resource a policy is. */
function statementsIn(value: unknown): readonly Given[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(statementsIn);
  return 'Effect' in value ? [value as Given, ...inside] : inside;
}

const principalsOf = ({ Principal }: Given): readonly string[] =>
  typeof Principal === 'string' ? [Principal] : Object.values(Principal).flatMap(listOf);

describe('what resources allow', () => {
  it('the policies of keys and buckets are among those looked at', () => {
    const types = new Set(policies.map(({ type }) => type));
    expect(types).toContain('AWS::KMS::Key');
    expect(types).toContain('AWS::S3::BucketPolicy');
  });

  it('nobody is allowed anything but this account, which says by role, and services for what is its own', () => {
    for (const { id, statement } of allowing) {
      for (const principal of principalsOf(statement)) {
        if (principal === `arn:aws:iam::${ACCOUNT}:root`) continue;
        expect(principal, id).toMatch(/^[a-z0-9.-]+\.amazonaws\.com$/);
        expect(JSON.stringify(statement.Condition), `${id}: ${principal}`).toContain(ACCOUNT);
      }
    }
  });

  it('* is the key itself, in a key’s own policy, and nothing elsewhere', () => {
    for (const { id, type, statement } of allowing) {
      if (type !== 'AWS::KMS::Key') expect(listOf(statement.Resource), id).not.toContain('*');
    }
  });

  it('a function may be invoked by a route of the API of this account, and by nobody else', () => {
    const permissions = functions.all('AWS::Lambda::Permission');
    expect(permissions).toHaveLength(more.endpoints.length);
    for (const { properties } of permissions) {
      expect(properties).toMatchObject({
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        // The account is part of it: SourceAccount would say it again.
        SourceArn: expect.stringMatching(
          new RegExp(`^arn:aws:execute-api:eu-west-1:${ACCOUNT}:HttpApi\\w+/\\*/(POST|PUT)/`),
        ),
      });
    }
  });
});
