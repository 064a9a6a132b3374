import { describe, expect, it } from 'vitest';
import { consumerGroup } from '../../../shared/declare/subscription.ts';
import { more } from '../more-declarations.ts';
import { DOCUMENTED } from './documented-metrics.ts';
import * as stages from './stages.ts';
import { alarmsOf, linesOf, type WatchedMetric, widgetsOf } from './watched.ts';

const ALARM = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:';

const { standard, small, express, existingStandard, existingExpress } = stages;
const widgets = widgetsOf(standard.functions);
const titled = (title: string) => widgets.find(({ properties }) => properties.title === title)!;

describe('its first row', () => {
  const row = widgets.filter(({ y }) => y === 0);
  const [lag, dead, alarms] = row;

  it('is lag in seconds, dead letters and the state of the alarms', () => {
    expect(row.map(({ type, properties }) => [type, properties.title])).toEqual([
      ['metric', 'Lag in seconds'],
      ['metric', 'Dead letters'],
      ['alarm', 'Alarms'],
    ]);
  });

  it('has the lag of every subscription in every topic it reads', () => {
    const read = more.subscriptions.flatMap((subscription) =>
      [subscription.topic, ...subscription.retryTopics].map(({ name }) => ({
        namespace: 'AWS/Kafka',
        name: 'EstimatedMaxTimeLag',
        dimensions: {
          'Cluster Name': 'kafka-consumers',
          'Consumer Group': consumerGroup(subscription, name),
          Topic: name,
        },
      })),
    );
    expect(linesOf(lag!)).toEqual(read);
  });

  it('has the dead letters of every subscription', () => {
    expect(linesOf(dead!)).toEqual(
      more.subscriptions.map(({ name }) => ({
        namespace: 'KafkaConsumers',
        name: 'RecordsDeadLettered',
        dimensions: { service: name },
      })),
    );
  });

  it('has the alarms of the cluster and of records, at most the hundred that a widget takes', () => {
    const shown = alarms?.properties.alarms ?? [];
    expect(shown.length).toBeLessThanOrEqual(100);
    expect(new Set(shown).size).toBe(shown.length);
    const [ofCluster, ofFunctions] = [standard.kafka, standard.alarms].map((stack) =>
      alarmsOf(stack).map(({ properties }) => ALARM + properties.AlarmName),
    );
    expect(shown.filter((arn) => ofCluster!.includes(arn)).length).toBeGreaterThan(10);
    for (const arn of shown) expect([...ofCluster!, ...ofFunctions!]).toContain(arn);
    for (const { name } of more.subscriptions) {
      expect(shown).toContain(`${ALARM}kafka-consumers/dead-letters/${name}`);
    }
  });

  it('has what is urgent first, of all subscriptions: dead letters before lag', () => {
    const kinds = alarms?.properties.alarms?.map((arn) => arn.split('/')[1]!) ?? [];
    const [lastDead, firstLag] = [kinds.lastIndexOf('dead-letters'), kinds.indexOf('lag-time')];
    expect(lastDead).toBeGreaterThan(kinds.indexOf('no-controller'));
    expect(firstLag).toBeGreaterThan(lastDead);
  });
});

it('goes on with mappings, functions, producers, the cluster and buckets', () => {
  const headings = widgets.flatMap(({ properties }) => properties.markdown ?? []);
  expect(headings).toEqual([
    '## Mappings',
    '## Functions',
    '## Producers',
    '## Cluster kafka-consumers',
    '## Buckets',
  ]);
});

it('shows only metrics that AWS documents or that we publish, for the brokers there are', () => {
  const known = ({ namespace, name, dimensions }: WatchedMetric) =>
    DOCUMENTED.some(
      (each) =>
        each.namespace === namespace &&
        each.name === name &&
        each.dimensions.toSorted().join() === Object.keys(dimensions).toSorted().join(),
    );
  for (const { functions } of [standard, small, express, existingStandard, existingExpress]) {
    const lines = widgetsOf(functions).flatMap(linesOf);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((each) => each.namespace.startsWith('AWS/') && !known(each))).toEqual([]);
  }
  const brokersOf = (name: string) =>
    new Set(
      widgetsOf(express.functions)
        .flatMap(linesOf)
        .filter((each) => each.name === name)
        .map(({ dimensions }) => dimensions['Broker ID']),
    );
  expect(brokersOf('ProduceThrottleTime').size).toBe(12);
  expect(brokersOf('KafkaDataLogsDiskUsed').size).toBe(0);
});

it('shows what mappings in provisioned mode count, each by its id', () => {
  const ids = standard.functions
    .all('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.ProvisionedPollerConfig !== undefined)
    .map(({ id }) => id);
  const shown = linesOf(titled('Events committed')).map(
    ({ dimensions }) => dimensions.EventSourceMappingUUID,
  );
  expect(shown.toSorted()).toEqual(ids.toSorted());
});

it('of a stage without functions has no graph without a line, which CloudWatch refuses', () => {
  const empty = widgetsOf(small.functions).filter(
    (each) => each.type === 'metric' && linesOf(each).length === 0,
  );
  expect(empty).toEqual([]);
});
