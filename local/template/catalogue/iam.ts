import { because, FOR_PEOPLE, hexIdOf, nameOf, type ResourceType, textOf } from './resource-type.ts';

const role: ResourceType = {
  reads: ['RoleName', 'Path', 'Policies', 'ManagedPolicyArns'],
  idle: because({
    'a role is taken by the functions that name it, and by nobody else': 'AssumeRolePolicyDocument',
    'the credentials of a function are good for as long as the platform runs': 'MaxSessionDuration',
    [FOR_PEOPLE]: 'Description Tags',
  }),
  identify(resource) {
    const name = textOf(resource.properties, 'RoleName') ?? nameOf(resource, 64);
    const arn = `arn:aws:iam::${resource.account}:role${textOf(resource.properties, 'Path') ?? '/'}${name}`;
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${hexIdOf(resource, 17).toUpperCase()}` } };
  },
};

const policy: ResourceType = {
  reads: ['PolicyDocument', 'Roles'],
  idle: because({ 'a policy is found through its roles': 'PolicyName' }),
  identify: (resource) => ({ ref: nameOf(resource, 128), attributes: { Id: hexIdOf(resource, 21) } }),
};

export const IAM_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': role,
  'AWS::IAM::Policy': policy,
};
