/** The network is where the cluster is: MSK never moves one. */
import { each, fixed, type StatefulType } from './stateful-type.ts';

const anotherNetwork = fixed(
  'It cannot be changed: CloudFormation would make another in its place, and the cluster, which cannot move, would be ' +
    'replaced by an empty one',
  'Take the change back. Another network needs another cluster: README.md says how to move there',
);

const GONE =
  'The cluster is in it: CloudFormation would delete it, and fail, or replace the cluster by an empty one';

export const vpcRules: StatefulType = {
  properties: each(['CidrBlock', 'InstanceTenancy', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength'], anotherNetwork),
  gone: GONE,
};

export const subnetRules: StatefulType = {
  properties: each(['AvailabilityZone', 'AvailabilityZoneId', 'CidrBlock', 'VpcId'], anotherNetwork),
  gone: GONE,
};

/** Those of the cluster: of the others each could be replaced. */
export const securityGroupRules: StatefulType = {
  properties: each(['GroupDescription', 'GroupName', 'VpcId'], anotherNetwork),
  gone: GONE,
  whereReferenced: true,
};
