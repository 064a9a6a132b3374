/** A cluster that is there already, as a stage names it. */
export const EXISTING = {
  profile: 'existing',
  clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shared/0a1b2c3d-0000-4000-8000-000000000000-3',
  securityGroupId: 'sg-0a1b',
  subnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
  instanceType: 'kafka.m7g.large',
  brokers: 3,
} as const;
