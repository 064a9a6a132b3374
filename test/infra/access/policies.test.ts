import { describe, expect, it } from 'vitest';
import { accessMatrix } from '../../../infra/access/matrix.ts';
import { WITHOUT_RESOURCE } from '../../../infra/access/without-resource.ts';
import { allTopics } from '../../../infra/all-topics.ts';
import { type Declared, declared } from '../../../infra/declared.ts';
import { more } from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';
import { ACTIONS } from './actions-by-kind.ts';
import { contradictions, contradicts, expectations } from './contradictions.ts';
import { deployedRoles } from './deployed-roles.ts';
import { listOf, type Statement } from './policy-evaluator.ts';
import { resourceStatements } from './resource-policies.ts';
import { universe } from './universe.ts';
import { withOneLess } from './with-one-less.ts';

const ACCOUNT = '111122223333';
/** Services that a policy may allow something without naming the account, and who names it instead. */
const UNNAMED = new Map([
  ['AWS::KMS::Key cloudwatch.amazonaws.com', 'the policy of the SNS topic of alarms'],
]);

interface AppOptions {
  readonly app: string;
  readonly declared: Declared;
  /** As in cdk.json. */
  readonly cluster?: { readonly profile: string; readonly clusterArn?: string };
}

async function proofOf({ app, declared, cluster = { profile: 'standard' } }: AppOptions) {
  const { kafka, functions, alarms, before } = await synthesized(declared, { cluster });
  const stacks = [kafka, functions, alarms];
  const matrix = accessMatrix({ declared, ownNetwork: cluster.profile !== 'existing' });
  const things = universe(declared, stacks);
  const roles = deployedRoles(stacks, cluster.clusterArn).map((role) => {
    const held = matrix.filter((grant) => grant.role === role.name);
    return { ...role, expected: expectations(held, things) };
  });
  return { app, declared, stacks, kafka, functions, before, matrix, roles };
}

const apps = [
  await proofOf({ app: 'the app', declared }),
  await proofOf({ app: 'an app of every kind', declared: more }),
  await proofOf({
    app: 'the app in an existing cluster',
    declared,
    cluster: {
      profile: 'existing',
      clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/theirs/0123abcd-1',
      ...{ securityGroupId: 'sg-01', subnetIds: ['subnet-01'], instanceType: 'kafka.m7g.large', brokers: 3 },
    },
  }),
];

describe.each(apps)('the roles of $app', ({ matrix, roles }) => {
  it('every one is in the matrix, and every line of the matrix is of one', () => {
    const names = roles.map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(matrix.map(({ role }) => role)));
    expect(names).toHaveLength(new Set(names).size);
  });

  it('every one may do what the matrix says and nothing else in the account', () => {
    for (const { name, statements, expected } of roles) {
      expect(contradictions(statements, expected), name).toEqual([]);
    }
  });

  it('nothing could be taken out of a policy: no statement, action, resource or condition', () => {
    const spare = roles.flatMap(({ name, statements, expected }) =>
      withOneLess(statements)
        .filter(({ statements, actions }) => {
          const concerned = expected.filter(({ request }) => actions.includes(request.action));
          return !contradicts(statements, concerned);
        })
        .map(({ without }) => `${name}: ${without}`),
    );
    expect(spare).toEqual([]);
  });

  it('every action of a policy is one that was tried, and none is a pattern', () => {
    const tried = new Set(Object.values(ACTIONS).flat());
    for (const { statements } of roles) {
      for (const action of statements.flatMap(({ Action }) => listOf(Action)))
        expect(tried).toContain(action);
    }
  });

  it('nothing is allowed on every resource, but what knows nothing narrower', () => {
    const wide = roles.flatMap(({ statements }) => statements.filter(allowsEverywhere).flatMap(actionsOf));
    expect(Object.keys(WITHOUT_RESOURCE)).toEqual(expect.arrayContaining(wide));
  });

  it('Lambda and the flow log take them for this account alone', () => {
    for (const { name, trust } of roles) {
      expect(trust, name).toEqual([
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: expect.stringMatching(/^(lambda|vpc-flow-logs)\.amazonaws\.com$/) },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        },
      ]);
    }
  });
});

it('every exception that is written down is made somewhere', () => {
  const made = apps
    .flatMap(({ roles }) => roles.flatMap(({ statements }) => statements))
    .filter(allowsEverywhere);
  expect(new Set(made.flatMap(actionsOf))).toEqual(new Set(Object.keys(WITHOUT_RESOURCE)));
});

const allowsEverywhere = ({ Effect, Resource }: Statement) =>
  Effect === 'Allow' && listOf(Resource).includes('*');
const actionsOf = ({ Action }: Statement) => listOf(Action);

describe.each(apps)('before a mapping of $app there is', ({ declared, stacks, kafka, functions, before }) => {
  const mappings = functions.all('AWS::Lambda::EventSourceMapping');

  it('its topic: in the kafka stack, which is deployed first', () => {
    const topics = kafka.all('AWS::MSK::Topic').map(({ properties }) => properties.TopicName);
    expect(before).toContain('kafka');
    expect(new Set(topics)).toEqual(new Set(allTopics(declared).map(({ name }) => name)));
    for (const { properties } of mappings) expect(topics).toEqual(expect.arrayContaining(properties.Topics));
  });

  it('its permissions: inline in the role that its function refers to, as it does to the function', () => {
    expect(mappings.length).toBeGreaterThan(0);
    for (const { id } of mappings) {
      const { Resources } = functions.raw;
      const { FunctionName } = Resources[id].Properties;
      expect(FunctionName).toEqual({ Ref: expect.any(String) });
      const { Role } = Resources[FunctionName.Ref].Properties;
      expect(Role).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
      expect(Resources[Role['Fn::GetAtt'][0]].Properties.Policies).toHaveLength(1);
    }
  });

  it.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'])('no %s', (type) => {
    expect(stacks.flatMap((each) => each.all(type))).toEqual([]);
  });

  it('no policy that AWS manages', () => {
    for (const { properties } of stacks.flatMap((each) => each.all('AWS::IAM::Role'))) {
      expect(properties.ManagedPolicyArns).toBeUndefined();
    }
  });
});

describe.each(apps)('what resources of $app allow', ({ declared, stacks, functions }) => {
  const statements = stacks.flatMap(resourceStatements);
  const allowing = statements.filter(({ statement }) => statement.Effect === 'Allow');

  it('the policies of keys and buckets are among those looked at', () => {
    const types = statements.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['AWS::KMS::Key', 'AWS::S3::BucketPolicy']));
  });

  it('this account, whose roles say more, and services for what is this account’s', () => {
    const open = allowing.flatMap(({ id, type, statement, principals }) =>
      principals
        .filter((principal) => principal !== `arn:aws:iam::${ACCOUNT}:root`)
        .filter((principal) => {
          const named = JSON.stringify(statement.Condition ?? {}).includes(ACCOUNT);
          const isService = /^[a-z0-9.-]+\.amazonaws\.com$/.test(principal);
          return !(isService && (named || UNNAMED.has(`${type} ${principal}`)));
        })
        .map((principal) => `${id}: ${principal}`),
    );
    expect(open).toEqual([]);
  });

  it('* is the key itself in a key’s own policy, and stands nowhere else', () => {
    for (const { id, type, statement } of allowing) {
      if (type !== 'AWS::KMS::Key') expect(listOf(statement.Resource), id).not.toContain('*');
    }
  });

  it('a function is invoked by its route of this account’s API alone', () => {
    const permissions = functions.all('AWS::Lambda::Permission').map(({ properties }) => properties);
    expect(permissions).toHaveLength(declared.endpoints.length);
    for (const { Action, Principal, SourceArn } of permissions) {
      expect([Action, Principal]).toEqual(['lambda:InvokeFunction', 'apigateway.amazonaws.com']);
      // The account is in it: SourceAccount would say the same again.
      expect(SourceArn).toMatch(
        new RegExp(`^arn:aws:execute-api:eu-west-1:${ACCOUNT}:HttpApi\\w+/\\*/(POST|PUT)/[^/]`),
      );
    }
  });
});
