/** Every role with its statements, its own and those of the policies attached to it. */
import type { IamStatement } from '../../kafka/iam-grants.ts';
import type { RoleModel } from '../app-model.ts';
import { asText, get } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { propertiesOf } from './properties.ts';
import { statementsOf } from './statements.ts';

/** Policies of AWS that allow nothing which is checked on this machine: no kafka-cluster action, no bucket. */
const WITHOUT_EFFECT = new Set(
  ['AWSLambdaBasicExecutionRole', 'AWSLambdaVPCAccessExecutionRole', 'AWSLambdaMSKExecutionRole'].map(
    (name) => `arn:aws:iam::aws:policy/service-role/${name}`,
  ),
);

export function readRoles(resources: readonly Resource[]): readonly RoleModel[] {
  const roles = new Map<string, RoleModel & { readonly statements: IamStatement[] }>();
  for (const resource of resources) {
    if (resource.type !== 'AWS::IAM::Role') continue;
    const given = propertiesOf(resource);
    const name = given.text('RoleName') ?? asText(resource.ref) ?? '';
    given.text('Path');
    if (roles.has(name)) given.refuse('RoleName', `another role is called '${name}' already`);
    for (const arn of given.texts('ManagedPolicyArns') ?? []) {
      if (!WITHOUT_EFFECT.has(arn)) {
        given.refuse('ManagedPolicyArns', `what ${arn} allows is not known here; say it in statements`);
      }
    }
    const statements = (given.list('Policies') ?? []).flatMap((policy, index) =>
      statementsOf(get(policy, 'PolicyDocument'), (why) => given.refuse(`Policies[${index}]`, why)),
    );
    roles.set(name, { name, arn: asText(resource.attribute('Arn')) ?? '', statements });
  }
  for (const resource of resources) {
    if (resource.type !== 'AWS::IAM::Policy') continue;
    const given = propertiesOf(resource);
    const statements = statementsOf(given.object('PolicyDocument'), (why) =>
      given.refuse('PolicyDocument', why),
    );
    for (const name of given.texts('Roles') ?? given.missing('Roles')) {
      const role = roles.get(name) ?? given.refuse('Roles', `the app has no role '${name}'`);
      role.statements.push(...statements);
    }
  }
  return [...roles.values()];
}
