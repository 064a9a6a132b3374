/** What every function may do, whatever it is for: what Lambda does in its role so that it runs at all. */
import { type Access, target } from './grant.ts';

export const log = (role: string): Access => ({
  purpose: 'log',
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  on: [target('log-group', role)],
});

/** Of all functions that speak to brokers; `mapped`: and of the pollers of its mappings. */
export const attachToVpc = ({ mapped }: { readonly mapped: boolean }): Access[] => [
  {
    purpose: 'network',
    actions: ['ec2:CreateNetworkInterface'],
    on: [target('network-interface'), target('subnet'), target('security-group')],
  },
  {
    purpose: 'network',
    actions: ['ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
    on: [target('network-interface')],
  },
  {
    purpose: 'network',
    actions: [
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      ...(mapped ? ['ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs'] : []),
    ],
    on: [target('any')],
  },
];
