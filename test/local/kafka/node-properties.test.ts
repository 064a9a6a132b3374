import { describe, expect, it } from 'vitest';
import {
  declaredProperties,
  meaninglessProperties,
  ownProperties,
} from '../../../local/kafka/node-properties.ts';
import { nodes, ports } from './nodes.ts';

const of = (id: number, brokers: number, serverProperties: Record<string, string> = {}) => ({
  ...declaredProperties(serverProperties, brokers),
  ...ownProperties({
    node: nodes(brokers).find((node) => node.id === id)!,
    ports,
    dataDir: '/data',
    certificate: { keyStore: '/keys/broker.p12', password: 'secret', caFile: '/keys/ca.pem' },
  }),
});

describe('the properties of a node', () => {
  it('give each broker listeners of its own and a zone, and the controller neither', () => {
    expect(of(2, 3)).toMatchObject({
      'process.roles': 'broker',
      'node.id': '2',
      'broker.rack': 'az2',
      'advertised.listeners': 'PLAINTEXT://127.0.0.1:21011,IAM://127.0.0.1:21021',
      'controller.quorum.voters': '100@127.0.0.1:21001',
    });
    const controller = of(100, 3);
    expect(controller).toMatchObject({
      'process.roles': 'controller',
      listeners: 'CONTROLLER://127.0.0.1:21001',
    });
    expect(controller).not.toHaveProperty('broker.rack');
    expect(controller).not.toHaveProperty('advertised.listeners');
  });

  it('take what the template says over the defaults, on every node', () => {
    const said = { 'log.retention.hours': '1', 'min.insync.replicas': '3', 'num.io.threads': '2' };
    expect(of(1, 3, said)).toMatchObject(said);
    expect(of(100, 3, said)).toMatchObject(said);
  });

  it('lower every factor to the number of brokers, declared or not', () => {
    const single = of(1, 1, { 'default.replication.factor': '3', 'min.insync.replicas': '2' });
    const factors = Object.entries(single).filter(([key]) =>
      /replication\.factor|min\.isr|min\.insync/.test(key),
    );
    expect(factors).toHaveLength(7);
    expect(factors.filter(([, value]) => value !== '1')).toEqual([]);
    expect(of(1, 3)['min.insync.replicas']).toBe('2');
  });

  it.each([
    'listeners',
    'node.id',
    'log.dirs',
    'listener.name.iam.ssl.keystore.location',
    'sasl.enabled.mechanisms',
    'super.users',
    'broker.session.timeout.ms',
    'controller.quorum.voters',
  ])('refuse a template that sets %s, by name', (key) => {
    expect(() => meaninglessProperties({ [key]: 'x', 'num.partitions': '1' })).toThrow(
      `the MSK configuration sets ${key}: the platform sets that itself`,
    );
  });

  it('leave out what MSK accepts and has no meaning here, and say so', () => {
    const said = { 'allow.everyone.if.no.acl.found': 'true', 'zookeeper.session.timeout.ms': '18000' };
    expect(meaninglessProperties(said)).toEqual(Object.keys(said));
    expect(of(1, 3, said)).toMatchObject({ 'allow.everyone.if.no.acl.found': 'false' });
    expect(of(1, 3, said)).not.toHaveProperty('zookeeper.session.timeout.ms');
  });
});
