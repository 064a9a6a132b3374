import { describe, expect, it, test } from 'vitest';
import { settingsOf } from '../../infra/settings.ts';

describe('settingsOf()', () => {
  it('has a default for everything', () => {
    expect(settingsOf({})).toEqual({
      kafkaVersion: '4.1.x.kraft',
      instanceType: 'kafka.m7g.large',
      storageGib: 100,
      schemaRegistry: 'kafka-consumers',
    });
  });

  it('takes numbers as the command line gives them', () => {
    expect(settingsOf({ 'kafka:storage-gib': '500' }).storageGib).toBe(500);
  });

  it.each([
    'kafka.m5.large',
    'kafka.m5.xlarge',
    'kafka.m5.24xlarge',
    'kafka.m7g.large',
    'kafka.m7g.xlarge',
    'kafka.m7g.16xlarge',
  ])('takes the broker type %s, which exists', (type) => {
    expect(settingsOf({ 'kafka:instance-type': type }).instanceType).toBe(type);
  });

  it('leaves the context of CDK alone', () => {
    const context = { '@aws-cdk/core:x': true, 'aws:cdk:y': 1, 'availability-zones:account=1:region=r': [] };
    expect(() => settingsOf(context)).not.toThrow();
  });

  test.each([
    ['kafka:storage', '500', /a key of the context is 'kafka:storage'; allowed: kafka:version/],
    ['storage-gib', '500', /a key of the context is 'storage-gib'/],
    ['kafka:storage-gib', '500GB', /kafka:storage-gib is NaN; allowed: a whole number from 1 to 16384/],
    ['kafka:storage-gib', '16385', /kafka:storage-gib is 16385/],
    ['kafka:schema-registry', 'our$schemas', /kafka:schema-registry is 'our\$schemas'; allowed: 1 to 255 of/],
    ['kafka:version', '3.6.0', /kafka:version is '3\.6\.0'; allowed: a KRaft version/],
    ['kafka:instance-type', 'express.m7g.large', /kafka:instance-type is 'express\.m7g\.large'/],
    ['kafka:instance-type', 'kafka.t3.small', /kafka:instance-type is 'kafka\.t3\.small'/],
    ['kafka:instance-type', 'kafka.m5.2large', /kafka:instance-type is 'kafka\.m5\.2large'/],
    ['kafka:instance-type', 'kafka.m7g.24xlarge', /kafka:instance-type is 'kafka\.m7g\.24xlarge'/],
  ])('refuses %s=%s', (key, value, message) => {
    expect(() => settingsOf({ [key]: value })).toThrow(message);
  });
});
