/** Actions that a policy may allow on `*`, each with what keeps them from anything narrower. No other may be. */
const DESCRIBE = 'EC2 knows no resource for Describe calls; held from the function’s own code';

export const WITHOUT_RESOURCE: Readonly<Record<string, string>> = {
  'ec2:DescribeNetworkInterfaces': DESCRIBE,
  'ec2:DescribeSecurityGroups': DESCRIBE,
  'ec2:DescribeSubnets': DESCRIBE,
  'ec2:DescribeVpcs': DESCRIBE,
  'glue:GetSchemaVersion':
    'asked by a version’s id alone, which names neither registry nor schema: on their ARNs it would be refused',
};
