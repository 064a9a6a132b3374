import { beforeAll, describe, expect, it } from 'vitest';
import { countAlarms } from '../../../infra/plan/alarms.ts';
import { plan } from '../../../infra/plan/plan.ts';
import { more } from '../more-declarations.ts';
import { type Synthesized, synthesized } from '../synthesized.ts';
import { EXISTING, stageWith } from './stage-with.ts';

describe.each([
  ['a cluster of its own', { profile: 'standard' }],
  ["somebody else's cluster", EXISTING],
])('what is planned is what the templates have: %s', (_, cluster) => {
  const planned = plan({ declared: more, stage: stageWith(cluster), countAlarms });
  let templates: Synthesized;
  beforeAll(async () => {
    templates = await synthesized(more, { cluster });
  });
  const count = (type: string) => templates.kafka.all(type).length + templates.functions.all(type).length;

  it('topics, with their partitions', () => {
    const deployed = templates.kafka
      .all('AWS::MSK::Topic')
      .map(({ properties }) => [properties.TopicName, properties.PartitionCount]);
    expect(planned.topics.map(({ name, partitions }) => [name, partitions]).toSorted()).toEqual(
      deployed.toSorted(),
    );
  });

  it('mappings, with their pollers and batches', () => {
    const deployed = templates.functions.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => {
      const { MinimumPollers, MaximumPollers } = properties.ProvisionedPollerConfig ?? {};
      return [
        properties.Topics[0],
        properties.FunctionName,
        MinimumPollers,
        MaximumPollers,
        properties.BatchSize,
      ];
    });
    const expected = planned.mappings.map(({ topic, functionName, mode, pollers, batchSize }) =>
      mode === 'provisioned'
        ? [topic, functionName, pollers.min, pollers.max, batchSize]
        : [topic, functionName, undefined, undefined, batchSize],
    );
    expect(expected.toSorted()).toEqual(deployed.toSorted());
  });

  it('functions with their memory, and what is paid by the piece', () => {
    const { pieces, concurrency } = planned;
    const memoryOf = new Map(
      templates.functions
        .all('AWS::Lambda::Function')
        .map(({ properties }) => [properties.FunctionName, properties.MemorySize]),
    );
    for (const { functionName, memoryMb } of concurrency.functions) {
      expect([functionName, memoryOf.get(functionName)]).toEqual([functionName, memoryMb]);
    }
    expect(count('AWS::KMS::Key')).toBe(pieces.kmsKeys);
    expect(count('AWS::CloudWatch::Dashboard')).toBe(pieces.dashboards);
    expect(count('AWS::EC2::NatGateway')).toBe(pieces.natGateways);
    const alarms = [...templates.kafka.resources, ...templates.functions.resources].filter(
      ({ type }) => type === 'AWS::CloudWatch::Alarm',
    );
    expect(alarms).toHaveLength(pieces.alarms);
    const stats = alarms.flatMap(({ properties: { Metrics = [{ MetricStat: {} }] } }) => Metrics);
    expect(stats.filter(({ MetricStat }) => MetricStat !== undefined)).toHaveLength(pieces.alarmMetrics);
    const services = templates.kafka
      .all('AWS::EC2::VPCEndpoint')
      .filter(({ properties }) => properties.VpcEndpointType === 'Interface')
      .map(({ properties }) => properties.ServiceName.split('.').at(-1));
    expect(services.toSorted()).toEqual(pieces.interfaceEndpoints.toSorted());
  });
});
