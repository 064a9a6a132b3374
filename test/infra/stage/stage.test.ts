import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { stageOf } from '../../../infra/stage/stage.ts';
import { EXISTING } from '../existing-cluster.ts';

const of = (value: unknown, others: Record<string, unknown> = {}) =>
  stageOf({ stage: 'dev', stages: { dev: value }, ...others });
const small = { profile: 'small' };
const existing = { ...EXISTING, instanceType: 'express.m7g.large' };

describe('the stages of cdk.json', () => {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

  it('are dev, which is the cheapest, and prod, which cannot be deleted', () => {
    expect(stageOf(context)).toMatchObject({
      name: 'dev',
      cluster: { profile: 'small' },
      keepData: false,
      terminationProtection: false,
    });
    expect(stageOf({ ...context, stage: 'prod' })).toMatchObject({
      cluster: { profile: 'standard' },
      keepData: true,
      terminationProtection: true,
    });
    expect(() => stageOf({ ...context, stage: 'production' })).toThrow(
      /context: stage is 'production'; allowed: 'dev', 'prod'/,
    );
  });
});

describe('a stage', () => {
  it('of profile small has three t3 brokers, which know ZooKeeper alone, and volumes that do not grow', () => {
    expect(of({ cluster: small })).toEqual({
      name: 'dev',
      cluster: {
        profile: 'small',
        clusterName: 'kafka-consumers',
        zones: [0, 1, 2],
        kafkaVersion: '3.9.x',
        instanceType: 'kafka.t3.small',
        brokers: 3,
        storageGib: 20,
        storageLimitGib: undefined,
      },
      keepData: true,
      terminationProtection: true,
      alarmEmail: undefined,
      schemaRegistry: 'kafka-consumers',
    });
  });

  it('of profile standard has KRaft brokers whose volumes grow to a limit', () => {
    const { cluster } = of({ cluster: { profile: 'standard' } });
    expect(cluster).toMatchObject({ kafkaVersion: '4.1.x.kraft', storageGib: 100, storageLimitGib: 1_000 });
  });

  it('whose data need not be kept can be deleted, unless it says otherwise', () => {
    const dev = { cluster: small, keepData: false };
    expect(of(dev)).toMatchObject({ keepData: false, terminationProtection: false });
    expect(of({ ...dev, terminationProtection: true }).terminationProtection).toBe(true);
  });

  it('of profile express has no storage of its own', () => {
    const { cluster } = of({ cluster: { profile: 'express', brokers: 6, zones: [0, 2, 3] } });
    expect(cluster).toEqual({
      profile: 'express',
      clusterName: 'kafka-consumers',
      zones: [0, 2, 3],
      kafkaVersion: '3.9.x.kraft',
      instanceType: 'express.m7g.large',
      brokers: 6,
    });
  });

  it('of profile existing is where its ARN says', () => {
    expect(of({ cluster: existing }).cluster).toEqual(existing);
  });

  it('has what is given beside its cluster', () => {
    const given = { alarmEmail: 'on-call@example.com', schemaRegistry: 'ours', terminationProtection: true };
    expect(of({ cluster: small, ...given })).toMatchObject(given);
  });

  it('leaves the context of CDK alone', () => {
    const context = { '@aws-cdk/core:x': true, 'aws:cdk:y': 1, 'availability-zones:account=1:region=r': [] };
    expect(of({ cluster: small }, context).name).toBe('dev');
  });

  test.each([
    ['m5.large', '4.0.x.kraft'],
    ['m5.24xlarge', '3.9.x'],
    ['m7g.xlarge', '3.9.x.kraft'],
    ['m7g.16xlarge', '3.8.x'],
  ])('takes kafka.%s with Kafka %s, which MSK has', (type, kafkaVersion) => {
    const cluster = { profile: 'standard', instanceType: `kafka.${type}`, kafkaVersion };
    expect(of({ cluster }).cluster).toMatchObject({ kafkaVersion });
  });
});

const standard = (given: object) => ({ cluster: { profile: 'standard', ...given } });
const express = (given: object) => ({ cluster: { profile: 'express', ...given } });

test.each<[string, unknown, RegExp]>([
  ['no value', undefined, /stage 'dev': its value is undefined; allowed: an object with cluster/],
  ['a list', [], /stage 'dev': its value is \[\]/],
  ['no cluster', {}, /stage 'dev': cluster is undefined; allowed: an object with a profile/],
  [
    'no profile',
    { cluster: {} },
    /profile is undefined; allowed: 'small', 'standard', 'express', 'existing'/,
  ],
  [
    'a mistyped key',
    { cluster: small, alarmMail: 'x' },
    /a key of its value is 'alarmMail'; allowed: cluster/,
  ],
  [
    'a key of another profile',
    { cluster: { profile: 'small', brokers: 6 } },
    /a key of a cluster of profile 'small' is 'brokers'; allowed: clusterName, zones, kafkaVersion, storageGib$/,
  ],
  ['text for a number', standard({ brokers: '3' }), /brokers is '3'; allowed: a whole number/],
  [
    '4 brokers',
    standard({ brokers: 4 }),
    /brokers is 4; allowed: a multiple of 3, the same number in each zone/,
  ],
  ['63 KRaft brokers', standard({ brokers: 63 }), /brokers is 63; allowed: a whole number from 3 to 60/],
  ['33 without', standard({ brokers: 33, kafkaVersion: '3.9.x' }), /brokers is 33; .* from 3 to 30/],
  [
    'no such version',
    standard({ kafkaVersion: '9.9.9' }),
    /kafkaVersion is '9\.9\.9'; .* 3\.8\.x, .* 4\.1\.x\.kraft/,
  ],
  ['4.1 without KRaft', standard({ kafkaVersion: '4.1.x' }), /kafkaVersion is '4\.1\.x'/],
  [
    'no such type',
    standard({ instanceType: 'kafka.m9.huge' }),
    /instanceType is 'kafka\.m9\.huge'; allowed: one of/,
  ],
  [
    'm7g.24xlarge',
    standard({ instanceType: 'kafka.m7g.24xlarge' }),
    /instanceType is 'kafka\.m7g\.24xlarge'/,
  ],
  [
    't3 and KRaft',
    standard({ instanceType: 'kafka.t3.small' }),
    /kafkaVersion is '4\.1\.x\.kraft'; .*t3 has no KRaft/,
  ],
  ['an Express type', standard({ instanceType: 'express.m7g.large' }), /a Standard broker, kafka\.…/],
  ['no volume', standard({ storageGib: 0 }), /storageGib is 0; allowed: a whole number from 1 to 16384/],
  ['a volume too large', standard({ storageGib: 16_385 }), /storageGib is 16385/],
  [
    'a limit below',
    standard({ storageGib: 500, storageLimitGib: 505 }),
    /storageLimitGib is 505; .* from 510/,
  ],
  ['KRaft on small', { cluster: { profile: 'small', kafkaVersion: '3.9.x.kraft' } }, /t3 has no KRaft/],
  [
    'storage on Express',
    express({ storageGib: 100 }),
    /a key of a cluster of profile 'express' is 'storageGib'/,
  ],
  ['a Standard type', express({ instanceType: 'kafka.m7g.large' }), /an Express broker, express\.…/],
  [
    'Kafka 4.1 on Express',
    express({ kafkaVersion: '4.1.x.kraft' }),
    /one of 3\.8\.x, 3\.9\.x\.kraft, 4\.2\.x\.kraft/,
  ],
  [
    'no ARN',
    { cluster: { ...existing, clusterArn: 'kafka' } },
    /clusterArn is 'kafka'; allowed: arn:aws:kafka/,
  ],
  [
    'no group',
    { cluster: { ...existing, securityGroupId: 'default' } },
    /securityGroupId is 'default'; allowed: sg-…/,
  ],
  [
    'no subnets',
    { cluster: { ...existing, subnetIds: [] } },
    /subnetIds is \[\]; allowed: a list of subnets/,
  ],
  ['a text of subnets', { cluster: { ...existing, subnetIds: 'subnet-1' } }, /subnetIds is 'subnet-1'/],
  ['two zones', standard({ zones: [0, 1] }), /zones is \[0,1\]; allowed: three different numbers/],
  ['a zone twice', standard({ zones: [0, 1, 1] }), /zones is \[0,1,1\]/],
  [
    'zones by name',
    standard({ zones: ['a', 'b', 'c'] }),
    /zones is 'a'; allowed: a whole number from 0 to 9/,
  ],
  [
    'a name with spaces',
    standard({ clusterName: 'our kafka' }),
    /clusterName is 'our kafka'; allowed: 1 to 64/,
  ],
  ['keepData as text', { cluster: small, keepData: 'no' }, /keepData is 'no'; allowed: true or false/],
  ['protection as text', { cluster: small, terminationProtection: 'yes' }, /terminationProtection is 'yes'/],
  ['no address', { cluster: small, alarmEmail: 'on-call' }, /alarmEmail is 'on-call'; allowed: an address/],
  [
    'a registry with $',
    { cluster: small, schemaRegistry: 'our$' },
    /schemaRegistry is 'our\$'; allowed: 1 to 255 of/,
  ],
])('a stage with %s is refused', (_, value, message) => {
  expect(() => of(value)).toThrow(message);
});

test('a key of the context that nobody reads is refused, and so is a context without stages', () => {
  expect(() => of({ cluster: small }, { 'kafka:storage': 500 })).toThrow(
    /context: a key of the context is 'kafka:storage'; allowed: stage, stages/,
  );
  expect(() => stageOf({})).toThrow(
    /context: stages is undefined; allowed: an object with a value for each stage/,
  );
  expect(() => stageOf({ stages: { dev: { cluster: small } } })).toThrow(
    /context: stage is undefined; allowed: 'dev'/,
  );
});
