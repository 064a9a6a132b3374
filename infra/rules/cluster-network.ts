/** A subnet in each zone, and groups that are security groups: each is a `Ref`, and one looks like another. */
import { SUBNETS } from './kafka-cluster.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { Reference, textOf, type Value } from './value.ts';

const GROUPS = 'BrokerNodeGroupInfo.SecurityGroups';

const IS: Readonly<Record<string, { readonly type: string; readonly id: RegExp; readonly allowed: string }>> =
  {
    [SUBNETS]: { type: 'AWS::EC2::Subnet', id: /^subnet-[0-9a-f]+$/, allowed: 'a subnet, subnet-…' },
    [GROUPS]: { type: 'AWS::EC2::SecurityGroup', id: /^sg-[0-9a-f]+$/, allowed: 'a security group, sg-…' },
  };

export const network: Check = (cluster) => [
  ...Object.entries(IS).flatMap(([property, { type, id, allowed }]) =>
    cluster
      .listAt(property)
      .map((given, index) => refused(`${property}.${index}`, given, allowed))
      .filter(({ given }) => !isOf(given, type, id)),
  ),
  ...twice(cluster.listAt(SUBNETS)),
];

function isOf(given: Value | undefined, type: string, id: RegExp): boolean {
  // A custom resource may give anything.
  if (given instanceof Reference)
    return given.resource.type === type || !given.resource.type.startsWith('AWS::EC2::');
  const text = textOf(given);
  return text === undefined || id.test(text);
}

function twice(subnets: readonly Value[]): readonly Finding[] {
  const ids = subnets.map(identity);
  return subnets
    .map((given, index) => refused(`${SUBNETS}.${index}`, given, 'each subnet once'))
    .filter((_, index) => ids[index] !== undefined && ids.indexOf(ids[index]) < index);
}

/** A subnet has one, whatever attribute names it; something else may give one in each. */
function identity(given: Value): string | undefined {
  if (!(given instanceof Reference)) return textOf(given);
  const { resource, attribute } = given;
  return resource.type === IS[SUBNETS]?.type ? resource.logicalId : `${resource.logicalId}.${attribute}`;
}
