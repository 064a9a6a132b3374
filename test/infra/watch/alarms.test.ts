import { describe, expect, it } from 'vitest';
import { consumerGroup } from '../../../shared/declare/subscription.ts';
import {
  balancePayments,
  countScans,
  listOrders,
  more,
  sortParcels,
  trackParcels,
} from '../more-declarations.ts';
import type { Resource } from '../template-reader.ts';
import { DOCUMENTED, type DocumentedMetric } from './documented-metrics.ts';
import * as stages from './stages.ts';
import { alarmsOf, metricsOf, type WatchedMetric } from './watched.ts';

const { standard, small, express, existingStandard, existingExpress } = stages;
const everyStage = [standard, small, express, existingStandard, existingExpress];
const alarmsIn = ({ kafka, functions, alarms }: typeof standard) =>
  [kafka, functions, alarms].flatMap(alarmsOf);
const all = everyStage.flatMap(alarmsIn);
const nameOf = ({ properties }: Resource): string => properties.AlarmName;
const named = new Map(alarmsIn(standard).map((each) => [nameOf(each), each.properties]));
const alarm = (name: string) => {
  const found = named.get(`kafka-consumers/${name}`);
  if (found === undefined) throw new Error(`no alarm ${name} among ${[...named.keys()].join('\n')}`);
  return found;
};
const whatOf = (stage: typeof standard) =>
  new Set(alarmsOf(stage.kafka).map((each) => nameOf(each).split('/').slice(1).join('/')));

const documented = ({ namespace, name, dimensions }: WatchedMetric): DocumentedMetric | undefined =>
  DOCUMENTED.find(
    (each) =>
      each.namespace === namespace &&
      each.name === name &&
      each.dimensions.toSorted().join() === Object.keys(dimensions).toSorted().join(),
  );
const aws = (metrics: readonly WatchedMetric[]) =>
  metrics.filter(({ namespace }) => namespace.startsWith('AWS/'));

describe('every alarm', () => {
  it('looks at metrics that AWS documents, with their dimensions', () => {
    const unknown = aws(all.flatMap(metricsOf)).filter((each) => documented(each) === undefined);
    expect(unknown).toEqual([]);
    expect(new Set(aws(all.flatMap(metricsOf)).map(({ namespace }) => namespace))).toEqual(
      new Set(['AWS/Kafka', 'AWS/Lambda', 'AWS/S3']),
    );
  });

  it('tells the one topic, and the end of a state too', () => {
    for (const { kafka, functions, alarms } of everyStage) {
      const topic = kafka.one('AWS::SNS::Topic').id;
      for (const { properties } of alarmsOf(kafka)) expect(properties.AlarmActions).toEqual([topic]);
      for (const { properties } of [functions, alarms].flatMap(alarmsOf)) {
        expect(properties.AlarmActions).toEqual(['</kafka-consumers/alarm-topic-arn>']);
      }
    }
    for (const { properties } of all) {
      expect([undefined, properties.AlarmActions]).toContainEqual(properties.OKActions);
    }
    expect(alarm('lag-time/invoice-orders.orders.events.v1').OKActions).toHaveLength(1);
    expect(alarm('dead-letters/invoice-orders').OKActions).toBeUndefined();
  });

  it('says what it means and what to do first, in no more than CloudWatch takes', () => {
    for (const { properties } of all) {
      const [means, first, ...more] = properties.AlarmDescription.split(' First: ');
      expect(more).toEqual([]);
      for (const text of [means, first]) expect(text, properties.AlarmName).toMatch(/\w.*[.]$/);
      expect(Math.min(means.length, first.length), properties.AlarmName).toBeGreaterThan(60);
      expect(properties.AlarmDescription.length).toBeLessThanOrEqual(1_024);
      expect(properties.AlarmDescription).not.toMatch(/undefined|NaN|\[object|\bToken\b/);
    }
  });

  it('says what a missing value means, and how many of how many periods count', () => {
    for (const { properties } of all) {
      expect(['breaching', 'notBreaching', 'ignore', 'missing']).toContain(properties.TreatMissingData);
      expect(properties.DatapointsToAlarm).toBeLessThanOrEqual(properties.EvaluationPeriods);
      const periods = [properties, ...(properties.Metrics ?? [])].flatMap(
        ({ Period, MetricStat }) => MetricStat?.Period ?? Period ?? [],
      );
      expect(new Set(periods).size, properties.AlarmName).toBe(1);
      // Over a day CloudWatch refuses.
      expect(periods[0] * properties.EvaluationPeriods).toBeLessThanOrEqual(86_400);
    }
  });

  it('has a name of its own in the account, of the form kafka-consumers/<what>/<of>', () => {
    for (const stage of everyStage) {
      const names = alarmsIn(stage).map(nameOf);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^kafka-consumers\/[a-z-]+\/[a-zA-Z0-9._-]+$/);
    }
  });

  it('of a function looks at one metric, with no arithmetic', () => {
    const { functions, alarms } = standard;
    for (const { properties } of [functions, alarms].flatMap(alarmsOf)) {
      expect(properties.Metrics).toBeUndefined();
    }
  });

  it('that needs the id of a mapping is where the mapping is, and no other is', () => {
    const ofMappings = alarmsIn(standard).filter(({ properties }) =>
      properties.Dimensions?.some(({ Name }: { Name: string }) => Name === 'EventSourceMappingUUID'),
    );
    expect(alarmsOf(standard.functions)).toEqual(ofMappings);
  });

  it('of several metrics looks at no more than the ten that CloudWatch takes', () => {
    const several = all.filter(({ properties }) => properties.Metrics !== undefined);
    expect(several.length).toBeGreaterThan(0);
    for (const each of several) expect(metricsOf(each).length).toBeLessThanOrEqual(10);
  });
});

describe('the topic of alarms', () => {
  const topic = standard.kafka.one('AWS::SNS::Topic');
  const statements = standard.kafka.one('AWS::SNS::TopicPolicy').properties.PolicyDocument.Statement;

  it('is encrypted with a key that CloudWatch may use', () => {
    const [keyId] = topic.properties.KmsMasterKeyId.split('.');
    const key = standard.kafka.resources.find(({ id }) => id === keyId);
    expect(key?.properties.EnableKeyRotation).toBe(true);
    expect(key?.properties.KeyPolicy.Statement).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
  });

  it('takes alarms of this account and nobody else’s messages, by TLS alone', () => {
    const allowed = statements.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(allowed).toEqual([
      {
        Sid: 'Alarms',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: topic.id,
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ]);
    expect(statements).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('sends mail where the stage has an address, and only there', () => {
    expect(standard.kafka.one('AWS::SNS::Subscription').properties).toEqual({
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
      TopicArn: topic.id,
    });
    expect(small.kafka.all('AWS::SNS::Subscription')).toEqual([]);
  });
});

describe('a subscription', () => {
  const topics = more.subscriptions.flatMap((subscription) =>
    [{ ...subscription.topic, delay: 0 }, ...subscription.retryTopics].map(({ name, delay }) => ({
      subscription,
      name,
      delay,
    })),
  );

  it.each(topics)('$subscription.name in $name: lag in time, with the delay on top', (read) => {
    const { subscription, name, delay } = read;
    const group = consumerGroup(subscription, name);
    const found = alarm(`lag-time/${group}`);
    expect(found.Threshold).toBe((subscription.lag.time + delay) / 1_000);
    expect(metricsOf({ properties: found } as Resource)).toEqual([
      {
        namespace: 'AWS/Kafka',
        name: 'EstimatedMaxTimeLag',
        dimensions: { 'Cluster Name': 'kafka-consumers', 'Consumer Group': group, Topic: name },
      },
    ]);
  });

  it.each(topics)('$subscription.name in $name: lag in records, in proportion', (read) => {
    const { subscription, name, delay } = read;
    const { records, time } = subscription.lag;
    const found = alarm(`lag-records/${consumerGroup(subscription, name)}`);
    expect(found.MetricName).toBe('MaxOffsetLag');
    expect(found.Threshold).toBe(Math.ceil(records * (1 + delay / time)));
  });

  it.each(more.subscriptions)('$name: what becomes of its records', (subscription) => {
    const { name, order, retryTopics, publishes, batch, timeout, lag } = subscription;
    expect(alarm(`dead-letters/${name}`)).toMatchObject({
      MetricName: 'RecordsDeadLettered',
      Statistic: 'Sum',
      Threshold: 1,
      EvaluationPeriods: 1,
    });
    const has = (what: string) => named.has(`kafka-consumers/${what}/${name}`);
    expect(has('parked')).toBe(retryTopics.length > 0);
    if (has('parked')) expect(alarm(`parked/${name}`).Threshold).toBe(batch.size);
    expect(has('publishes-failed')).toBe(publishes.length > 0);
    expect([has('handed-back'), has('blocked')]).toEqual([order === 'none', order === 'partition']);
    if (order !== 'partition') return;
    expect(alarm(`blocked/${name}`)).toMatchObject({ MetricName: 'BlockedAge', Threshold: lag.time });
    // A batch may take so long; a blocked partition has a value in each period.
    expect(alarm(`blocked/${name}`).Period * 1_000).toBeGreaterThanOrEqual(timeout);
    expect(alarm(`blocked/${name}`).AlarmDescription).toMatch(/is blocked.*First:.*permanent/);
  });

  it('with order partition says that a function that dies blocks it', () => {
    expect(alarm(`function-errors/${balancePayments.functionName}`).AlarmDescription).toMatch(
      /blocks its partition/,
    );
  });

  it.each(more.subscriptions)('$name: errors, throttles and duration of its functions', (subscription) => {
    const { functionName, retryFunctionName, timeout, retryTimeout, retryTopics } = subscription;
    const waits = Math.max(0, ...retryTopics.map(({ delay }) => delay));
    const functions = [
      [functionName, timeout * 0.9],
      ...(retryTopics.length > 0 ? [[retryFunctionName, waits + (retryTimeout - waits) * 0.9]] : []),
    ] as const;
    for (const [name, near] of functions) {
      expect(alarm(`function-errors/${name}`)).toMatchObject({ MetricName: 'Errors', Threshold: 1 });
      expect(alarm(`function-throttles/${name}`)).toMatchObject({ MetricName: 'Throttles', Threshold: 1 });
      const duration = alarm(`function-duration/${name}`);
      expect(duration).toMatchObject({ MetricName: 'Duration', Statistic: 'Maximum' });
      expect(duration.Threshold).toBeCloseTo(near as number);
      expect(duration.Threshold).toBeGreaterThan(waits * (name === retryFunctionName ? 1 : 0));
    }
    expect(named.has(`kafka-consumers/function-errors/${retryFunctionName}`)).toBe(retryTopics.length > 0);
  });

  const OF_SOURCE = {
    'mapping-silent': 'PolledEventCount',
    'polling-errors': 'PollingErrorCount',
    'invoke-errors': 'InvokeErrorCount',
    'commit-errors': 'CommitErrorCount',
    'schema-registry-errors': 'SchemaRegistryErrorCount',
    'events-given-up': 'OnFailureDestinationDeliveredEventCount',
    'delivery-errors': 'OnFailureDestinationDeliveryErrorCount',
    'events-dropped': 'DroppedEventCount',
  };
  const mappingAlarms = (group: string) =>
    Object.keys(OF_SOURCE).filter((what) => named.has(`kafka-consumers/${what}/${group}`));
  const ofSource = (subscription: (typeof more.subscriptions)[number]) =>
    mappingAlarms(consumerGroup(subscription, subscription.topic.name));
  const usual = Object.keys(OF_SOURCE).filter((what) => what !== 'schema-registry-errors');

  it('hears of all that its mapping counts: of a registry where it has one, of a destination where it has one', () => {
    expect(ofSource(trackParcels)).toEqual(usual);
    expect(ofSource(sortParcels)).toEqual(Object.keys(OF_SOURCE));
    const without = ['events-given-up', 'delivery-errors'];
    expect(ofSource(balancePayments)).toEqual(usual.filter((what) => !without.includes(what)));
    expect(ofSource(countScans)).toEqual(usual);
  });

  it('hears of lost events of each retry topic', () => {
    for (const { name } of trackParcels.retryTopics) {
      expect(mappingAlarms(consumerGroup(trackParcels, name))).toEqual(['events-dropped']);
    }
  });

  it('on demand hears nothing of its mapping, which counts nothing', () => {
    expect(ofSource(listOrders)).toEqual([]);
  });

  it('asks the mapping that reads the topic, for groups of metrics that the mapping publishes', () => {
    const mappings = standard.functions.all('AWS::Lambda::EventSourceMapping');
    const looked = alarmsOf(standard.functions).filter(({ properties }) =>
      properties.Dimensions.some(({ Name }: { Name: string }) => Name === 'EventSourceMappingUUID'),
    );
    expect(looked.length).toBeGreaterThan(20);
    for (const each of looked) {
      const [, what, group] = nameOf(each).split('/') as [string, keyof typeof OF_SOURCE, string];
      expect(each.properties.MetricName).toBe(OF_SOURCE[what]);
      const mapping = mappings.find(({ id }) => id === each.properties.Dimensions[0].Value)!.properties;
      expect(mapping.AmazonManagedKafkaEventSourceConfig.ConsumerGroupId).toBe(group);
      const [metric] = metricsOf(each);
      expect(mapping.MetricsConfig.Metrics).toContain(documented(metric!)?.group);
    }
  });

  it('takes a mapping that counts nothing for one that does not poll, and no other silence for a fault', () => {
    const breaching = [...named.values()].filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(new Set(breaching.map(({ MetricName }) => MetricName))).toEqual(
      new Set(['PolledEventCount', 'ActiveControllerCount']),
    );
  });
});

it.each(more.endpoints)(
  'the endpoint $name has alarms of its function and of what it publishes',
  ({ name, timeout }) => {
    expect(alarm(`publishes-failed/${name}`)).toMatchObject({ MetricName: 'PublishesFailed', Threshold: 1 });
    expect(alarm(`function-duration/${name}`).Threshold).toBeCloseTo(timeout * 0.9);
    expect(alarm(`function-errors/${name}`).Threshold).toBe(1);
    expect(alarm(`function-throttles/${name}`).EvaluationPeriods).toBe(1);
  },
);

describe('a cluster', () => {
  const BUCKETS = [
    'failures-written/failures',
    'failures-left/failures',
    ...['failures', 'claim-check', 'data'].flatMap((of) => [`requests-refused/${of}`, `server-errors/${of}`]),
  ];
  const clusterAlarms = (stage: typeof standard) =>
    [...whatOf(stage)].filter((each) => !BUCKETS.includes(each));
  const STANDARD = [
    'no-controller/cluster',
    'several-controllers/cluster',
    'offline-partitions/cluster',
    ...['under-min-isr', 'under-replicated-partitions', 'connections'].map(
      (what) => `${what}/brokers-from-1`,
    ),
  ];
  const CAPACITY = ['cpu', 'disk-filling', 'disk-nearly-full', 'heap'].map(
    (what) => `${what}/brokers-from-1`,
  );
  const PER_BROKER = ['new-connections/brokers-from-1', 'connections-refused/brokers-from-1'];

  it('of Standard brokers has all alarms', () => {
    expect(clusterAlarms(standard).toSorted()).toEqual([...STANDARD, ...CAPACITY, ...PER_BROKER].toSorted());
  });

  it('of t3 brokers has those that cost no monitoring, and CPU credits', () => {
    expect(clusterAlarms(small).toSorted()).toEqual(
      [...STANDARD, ...CAPACITY, 'cpu-credits/brokers-from-1'].toSorted(),
    );
  });

  it('of twelve Express brokers has their own set, in groups that an alarm has room for', () => {
    const groups = (what: string, ...firsts: number[]) =>
      firsts.map((first) => `${what}/brokers-from-${first}`);
    expect(clusterAlarms(express).toSorted()).toEqual(
      [
        'no-controller/cluster',
        'several-controllers/cluster',
        ...[
          'connections',
          'new-connections',
          'connections-refused',
          'writes-throttled',
          'reads-throttled',
        ].flatMap((what) => groups(what, 1, 11)),
        ...groups('cpu', 1, 6, 11),
      ].toSorted(),
    );
  });

  it('of somebody else has what stops us, and what we take of it', () => {
    expect(clusterAlarms(existingStandard).toSorted()).toEqual(
      STANDARD.filter((each) => !/several|under-replicated/.test(each)).toSorted(),
    );
    expect(clusterAlarms(existingExpress).toSorted()).toEqual([
      'connections/brokers-from-1',
      'no-controller/cluster',
    ]);
    for (const each of alarmsOf(existingStandard.kafka).flatMap(metricsOf)) {
      if (each.namespace === 'AWS/Kafka') expect(each.dimensions['Cluster Name']).toBe('shared');
    }
  });

  it('is asked only for what its brokers count at its monitoring level', () => {
    for (const [stage, brokers] of [
      [standard, ['all', 'standard']],
      [small, ['all', 'standard', 't3']],
      [express, ['all', 'express']],
      [existingStandard, ['all', 'standard']],
      [existingExpress, ['all', 'express']],
    ] as const) {
      const [cluster] = stage.kafka.all('AWS::MSK::Cluster');
      // Of somebody else's nobody knows more.
      const levels =
        cluster?.properties.EnhancedMonitoring === 'PER_BROKER' ? ['DEFAULT', 'PER_BROKER'] : ['DEFAULT'];
      const asked = alarmsOf(stage.kafka).flatMap(metricsOf).map(documented);
      for (const { namespace, name, ...each } of asked as DocumentedMetric[]) {
        if (namespace !== 'AWS/Kafka') continue;
        expect(brokers, name).toContain(each.brokers);
        expect(levels, name).toContain(each.level);
      }
    }
  });

  it('is looked at broker by broker, each once', () => {
    for (const what of ['cpu', 'writes-throttled']) {
      const ids = alarmsOf(express.kafka)
        .filter((each) => nameOf(each).includes(`/${what}/`))
        .flatMap(metricsOf)
        .filter(({ name }) => name !== 'CpuSystem')
        .map(({ dimensions }) => Number(dimensions['Broker ID']));
      expect(ids).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    }
    const expressions = alarmsOf(standard.kafka).flatMap(({ properties }) =>
      (properties.Metrics ?? []).flatMap(({ Expression }: { Expression?: string }) => Expression ?? []),
    );
    expect(expressions).toContain('MAX([b1, b2, b3])');
    expect(expressions).toContain('user2 + system2');
  });

  it('has room left at the thresholds: 60 % of CPU and heap, 70 and 85 % of disk, 80 % of connections', () => {
    const thresholds = [
      'cpu',
      'heap',
      'disk-filling',
      'disk-nearly-full',
      'connections',
      'new-connections',
    ].map((what) => alarm(`${what}/brokers-from-1`).Threshold);
    expect(thresholds).toEqual([60, 60, 70, 85, 2_400, 80]);
  });
});

describe('the buckets', () => {
  it('tell of an event given up when it is written, and every day that it lies there', () => {
    const [failures] = standard.kafka.all('AWS::S3::Bucket').filter(({ id }) => id.includes('Failures'));
    for (const [what, dimension] of [
      ['failures-written', { Name: 'FilterId', Value: 'all' }],
      ['failures-left', { Name: 'StorageType', Value: 'AllStorageTypes' }],
    ] as const) {
      const { Dimensions, Threshold } = alarm(`${what}/failures`);
      expect(Dimensions).toEqual(
        expect.arrayContaining([{ Name: 'BucketName', Value: failures?.id }, dimension]),
      );
      expect(Threshold).toBe(1);
    }
  });

  it('count the requests that the alarms look at', () => {
    const counted = new Map(
      standard.kafka
        .all('AWS::S3::Bucket')
        .map(({ id, properties }) => [
          id,
          properties.MetricsConfigurations?.map(({ Id }: { Id: string }) => Id),
        ]),
    );
    const asked = alarmsOf(standard.kafka)
      .flatMap(metricsOf)
      .filter(({ dimensions }) => dimensions.FilterId !== undefined);
    expect(asked).toHaveLength(7);
    for (const { dimensions } of asked) {
      expect(counted.get(dimensions.BucketName!)).toContain(dimensions.FilterId);
    }
  });
});

describe('the stack of alarms', () => {
  it('has alarms and nothing else', () => {
    expect(standard.alarms.resources).toEqual(alarmsOf(standard.alarms));
  });

  it('needs one parameter, however many there are', () => {
    const read = Object.values<{ Default: string }>(standard.alarms.raw.Parameters)
      .map(({ Default }) => Default)
      .filter((name) => !name.startsWith('/cdk-bootstrap/'));
    expect(read).toEqual(['/kafka-consumers/alarm-topic-arn']);
  });
});
