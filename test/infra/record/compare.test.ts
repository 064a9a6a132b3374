import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { compare } from '../../../infra/record/compare.ts';
import { LOGICAL_ID } from '../../../infra/record/finding.ts';
import type { Recorded } from '../../../infra/record/recorded.ts';
import { days, seconds } from '../../../shared/declare/duration.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { orders, transactions } from '../../../shared/topics.ts';
import { INSTANCE_TYPE, ofCluster, ofConfiguration, ofMapping, ofSchema, ofTopic, VOLUME } from './picks.ts';
import {
  type Change,
  changed,
  compared,
  declaredOtherwise,
  idOf,
  recorded,
  recordedAnew,
  set,
  type Templates,
} from './templates.ts';
import { UNCHANGEABLE } from './unchangeable.ts';

const removed =
  (stack: 'kafka' | 'functions', id: string): Change =>
  (templates) => {
    delete templates[stack].Resources[id];
  };

/** As after its construct was moved. */
const moved =
  (stack: 'kafka' | 'functions', id: string): Change =>
  (templates) => {
    const { Resources } = templates[stack];
    Resources.Elsewhere = Resources[id];
    delete Resources[id];
  };

const reorderedConfigs: Change = (templates) => {
  const { Configs } = ofTopic(templates);
  const entries = Object.entries(JSON.parse(Configs['Fn::Base64']));
  Configs['Fn::Base64'] = JSON.stringify(Object.fromEntries(entries.toReversed()));
};

const renamedParameter: Change = (templates) => {
  const { Ref } = ofMapping(templates).EventSourceArn;
  templates.functions.Parameters.Renamed = templates.functions.Parameters[Ref];
  ofMapping(templates).EventSourceArn = { Ref: 'Renamed' };
};

describe('a property that cannot be changed, or not in this direction', () => {
  test.each(UNCHANGEABLE)('%s (row %#) is a finding with its reason and the way out', (property, ...row) => {
    const [pick, value, why, wayOut] = row;
    const { findings, news } = compared(set(pick, property, value));
    expect(findings.map((each) => each.property)).toEqual([property]);
    expect(findings[0]!.why).toMatch(why);
    expect(findings[0]!.wayOut).toMatch(wayOut);
    expect(news).toEqual([]);
  });
});

describe('a logical id that leaves the template', () => {
  const topicId = 'orderseventsv1Topic58AE88A3';
  test.each<[what: string, Change, id: string, why: RegExp, wayOut: RegExp]>([
    [
      'a topic',
      removed('kafka', topicId),
      topicId,
      /stays in the cluster with its records/,
      /overrideLogicalId\('orderseventsv1Topic58AE88A3'\).*add 'orders\.events\.v1' to "retained", under "AWS::MSK::Topic"/,
    ],
    [
      'a topic that is under another id now',
      moved('kafka', topicId),
      topicId,
      /before it forgets this one, and finds the name taken/,
      /^Put the construct back, or keep the id of its L1: overrideLogicalId\('orderseventsv1Topic58AE88A3'\)$/,
    ],
    [
      'the cluster',
      removed('kafka', 'Cluster3DA9CCBA'),
      'Cluster3DA9CCBA',
      /stays in the account with all its records/,
      /add 'kafka-consumers' to "retained", under "AWS::MSK::Cluster"/,
    ],
    [
      'the configuration',
      removed('kafka', 'ClusterConfiguration91146974'),
      'ClusterConfiguration91146974',
      /stays in the account/,
      /add 'kafka-consumers-4-1-x-kraft' to "retained"/,
    ],
    [
      'a bucket',
      removed('kafka', 'BucketsData941F65F0'),
      'BucketsData941F65F0',
      /stays with its objects, but nothing points to it/,
      /take its entry out of the record$/,
    ],
    [
      'a bucket that is under another id now',
      moved('kafka', 'BucketsData941F65F0'),
      'BucketsData941F65F0',
      /what replaces it is empty/,
      /overrideLogicalId\('BucketsData941F65F0'\)/,
    ],
    [
      'a key',
      removed('kafka', 'ClusterKeyB247D7DD'),
      'ClusterKeyB247D7DD',
      /what it encrypted needs it/,
      /Put the construct back/,
    ],
    [
      'the registry',
      removed('kafka', 'SchemasRegistry000E509D'),
      'SchemasRegistry000E509D',
      /no longer told the ids/,
      /add 'kafka-consumers' to "retained", under "AWS::Glue::Registry"/,
    ],
    [
      'a schema',
      removed('kafka', 'Schemastransactionsv1V174A9DE91'),
      'Schemastransactionsv1V174A9DE91',
      /stays in the registry/,
      /add 'transactions\.v1' to "retained", under "AWS::Glue::Schema"/,
    ],
    [
      'a version of a schema',
      removed('kafka', 'Schemasorderseventsv1V27403D8F1'),
      'Schemasorderseventsv1V27403D8F1',
      /written with it find it no more/,
      /Put the construct back/,
    ],
    [
      'a subnet',
      removed('kafka', 'NetworkVpcprivateSubnet1Subnet9EC58498'),
      'NetworkVpcprivateSubnet1Subnet9EC58498',
      /The cluster is in it/,
      /Put the construct back/,
    ],
    [
      'the VPC',
      removed('kafka', 'NetworkVpc7FB7348F'),
      'NetworkVpc7FB7348F',
      /The cluster is in it/,
      /Put the construct back/,
    ],
    [
      'the security group of the cluster',
      removed('kafka', 'NetworkClusterGroupAC2A1336'),
      'NetworkClusterGroupAC2A1336',
      /The cluster is in it/,
      /Put the construct back/,
    ],
    [
      'a mapping',
      removed('functions', 'invoiceordersorderseventsv1Mapping6CC2D6BF'),
      'invoiceordersorderseventsv1Mapping6CC2D6BF',
      /reads nothing any more/,
      /take its entry out of the record$/,
    ],
    [
      'a mapping whose group is under another id now',
      moved('functions', 'invoiceordersorderseventsv1Mapping6CC2D6BF'),
      'invoiceordersorderseventsv1Mapping6CC2D6BF',
      /while this one still holds the group/,
      /overrideLogicalId\(.*Or take two deployments: one without the subscription/,
    ],
  ])('%s: is a finding with its reason and the way out', (_, change, id, why, wayOut) => {
    const { findings } = compared(change);
    expect(findings.map(({ logicalId, property }) => [logicalId, property])).toEqual([[id, LOGICAL_ID]]);
    expect(findings[0]!.why).toMatch(why);
    expect(findings[0]!.wayOut).toMatch(wayOut);
  });

  it('says what came in its place', () => {
    const [finding] = compared(moved('kafka', 'BucketsData941F65F0')).findings;
    expect(finding!.given).toEqual(['Elsewhere']);
  });

  it('with every other of its stack, where the stack is gone', () => {
    const { findings } = compare(recorded, { functions: changed().functions! });
    expect(findings.map(({ stack }) => stack)).toEqual(
      Object.keys(recorded.stacks.kafka!).map(() => 'kafka'),
    );
  });

  it('is as lost when another type has it', () => {
    const { findings } = compared(({ kafka }) => {
      kafka.Resources.BucketsData941F65F0.Type = 'AWS::KMS::Key';
    });
    expect(findings.map(({ property, why }) => [property, why])).toEqual([
      ['Type', expect.stringContaining('another type under a logical id that is in use')],
    ]);
  });
});

describe('what left the stack and stayed in the account', () => {
  test.each([
    ['AWS::MSK::Topic', 'orders.events.v1', 'orderseventsv1Topic58AE88A3'],
    ['AWS::MSK::Cluster', 'kafka-consumers', 'Cluster3DA9CCBA'],
    ['AWS::MSK::Configuration', 'kafka-consumers-4-1-x-kraft', 'ClusterConfiguration91146974'],
    ['AWS::Glue::Registry', 'kafka-consumers', 'SchemasRegistry000E509D'],
    ['AWS::Glue::Schema', 'transactions.v1', 'Schemastransactionsv1V174A9DE91'],
  ])('%s: comes back by import alone', (type, name, id) => {
    const { [id]: left, ...kafka } = recorded.stacks.kafka!;
    const record: Recorded = { stacks: { ...recorded.stacks, kafka }, retained: { [type]: [name] } };
    const { findings } = compare(record, recorded.stacks);
    expect(findings).toEqual([
      expect.objectContaining({
        logicalId: id,
        given: name,
        why: expect.stringContaining('finds that it exists'),
        wayOut: expect.stringMatching(/Take the name out of "retained".*`npx cdk import kafka`/),
      }),
    ]);
    expect(compare({ ...record, retained: {} }, recorded.stacks).findings).toEqual([]);
    expect(left).toBeDefined();
  });
});

describe('changes that go together', () => {
  it('partitions and configuration of a topic take two deployments', () => {
    const configs = JSON.stringify({ 'retention.ms': '1' });
    const { findings } = compared(
      set(ofTopic, 'PartitionCount', 60),
      set(ofTopic, 'Configs', { 'Fn::Base64': configs }),
    );
    expect(findings.map(({ property }) => property)).toEqual(['PartitionCount', 'Configs']);
    expect(findings[1]!.why).toMatch(/MSK refuses both at once/);
    expect(findings[1]!.wayOut).toMatch(/until the partitions are deployed/);
  });

  const upgrade = [
    set(ofCluster, 'KafkaVersion', '4.2.x.kraft'),
    set(ofConfiguration, 'KafkaVersionsList', ['4.2.x.kraft']),
  ];

  it('a later version comes with a configuration of that version and of another name', () => {
    const { findings, news, next } = compared(
      ...upgrade,
      set(ofConfiguration, 'Name', 'kafka-consumers-4-2-x-kraft'),
    );
    expect(findings).toEqual([]);
    expect(news).toHaveLength(3);
    expect(next.stacks.kafka!.Cluster3DA9CCBA!.KafkaVersion).toBe('4.2.x.kraft');
    expect(next.stacks.kafka!.ClusterConfiguration91146974).toMatchObject({
      Name: 'kafka-consumers-4-2-x-kraft',
      KafkaVersionsList: ['4.2.x.kraft'],
    });
  });

  it('a later version with a configuration of the old name is refused: two cannot have one name', () => {
    expect(compared(...upgrade).findings.map(({ property }) => property)).toEqual(['KafkaVersionsList']);
  });

  it('a version without the configuration of it is no reason to rename that', () => {
    const { findings } = compared(
      set(ofCluster, 'KafkaVersion', '4.2.x.kraft'),
      set(ofConfiguration, 'Name', 'kafka-consumers-4-2-x-kraft'),
    );
    expect(findings.map(({ property }) => property)).toEqual(['Name']);
  });
});

describe('volumes', () => {
  const without = ({ kafka }: Templates) => {
    delete kafka.Resources[idOf(kafka, 'AWS::ApplicationAutoScaling::ScalableTarget')];
  };
  const fixedVolumes: Recorded = recordedAnew(changed(without));

  test.each([
    [99, /never shrinks/, /at least 110 GiB/],
    [105, /grows by at least 10 GiB/, /the recorded size, or one of at least 110 GiB/],
  ])('that do not grow by themselves do not go to %i GiB', (size, why, wayOut) => {
    const { findings } = compare(fixedVolumes, changed(without, set(ofCluster, VOLUME, size)));
    expect(findings).toEqual([
      expect.objectContaining({
        property: VOLUME,
        why: expect.stringMatching(why),
        wayOut: expect.stringMatching(wayOut),
      }),
    ]);
  });

  it('that do not grow by themselves grow by 10 GiB or more', () => {
    const { findings, next } = compare(fixedVolumes, changed(without, set(ofCluster, VOLUME, 110)));
    expect(findings).toEqual([]);
    expect(next.stacks.kafka!.Cluster3DA9CCBA![VOLUME]).toBe(110);
  });

  it('may begin to grow by themselves, but not with another size', () => {
    expect(compare(fixedVolumes, changed()).findings).toEqual([]);
    const { findings } = compare(fixedVolumes, changed(set(ofCluster, VOLUME, 200)));
    expect(findings.map(({ property }) => property)).toEqual([VOLUME]);
  });

  it('that grew by themselves are not taken for what they were once', () => {
    const { findings } = compared(without);
    expect(findings.map(({ property }) => property)).toEqual(['StorageAutoscaling']);
    expect(findings[0]!.why).toMatch(/may have grown by themselves/);
    expect(findings[0]!.wayOut).toMatch(/ask MSK for the size of today/);
  });

  it('that grew by themselves get no other size, even when they no longer do', () => {
    const { findings } = compared(without, set(ofCluster, VOLUME, 500));
    expect(findings.map(({ property }) => property)).toEqual([VOLUME, 'StorageAutoscaling']);
  });
});

describe('what may change', () => {
  it('nothing is said where nothing did', () => {
    expect(compared()).toEqual({ findings: [], news: [], next: recorded });
  });

  test.each<[what: string, Change, news: RegExp]>([
    [
      'the configuration of a topic',
      set(ofTopic, 'Configs', { 'Fn::Base64': '{"retention.ms":"1"}' }),
      /Configs is/,
    ],
    ['more brokers', set(ofCluster, 'NumberOfBrokerNodes', 6), /NumberOfBrokerNodes is 6/],
  ])('%s: the record follows', (_, change, text) => {
    const { findings, news, next } = compared(change);
    expect(findings).toEqual([]);
    expect(news).toEqual([expect.stringMatching(text)]);
    expect(compare(next, changed(change)).news).toEqual([]);
  });

  test.each<[what: string, Change]>([
    ['a larger broker of the kind', set(ofCluster, INSTANCE_TYPE, 'kafka.m7g.4xlarge')],
    ['the order of a topic’s configs', reorderedConfigs],
    ['the size of a batch', set(ofMapping, 'BatchSize', 7)],
    ['the mode of a schema', set(ofSchema, 'Compatibility', 'FULL')],
    ['a security group that is not the cluster’s', removed('kafka', 'NetworkFunctionsGroupE41B6DB7')],
    [
      'code',
      set(({ functions }) => functions.Resources.invoiceordersMainFunction1BB09778.Properties, 'Code', {}),
    ],
    ['the logical id of a parameter, whose value stays', renamedParameter],
  ])('%s: nothing of it is recorded', (_, change) => {
    expect(compared(change)).toEqual({ findings: [], news: [], next: recorded });
  });

  it('what a record that is older than a rule does not say', () => {
    const { BucketName, ...older } = recorded.stacks.kafka!.BucketsData941F65F0!;
    expect(BucketName).toBe(null);
    const kafka = { ...recorded.stacks.kafka, BucketsData941F65F0: older };
    const { findings, news, next } = compare(
      { ...recorded, stacks: { ...recorded.stacks, kafka } },
      changed(),
    );
    expect(findings).toEqual([]);
    expect(news).toEqual(['kafka BucketsData941F65F0: BucketName is not recorded yet']);
    expect(next).toEqual(recorded);
  });
});

describe('other declarations', () => {
  it('are compared as a whole: what is new passes, the rest is refused at once', async () => {
    const { name, value } = orders;
    const grown = topic(name, { partitions: 60, retention: days(8), value, claimCheck: true });
    const clicks = topic('clicks.v1', {
      partitions: 3,
      retention: days(1),
      value: plainJson(z.object({ id: z.string() })),
    });
    const renamed = subscription('bill-orders', {
      topic: grown,
      retry: [seconds(5)],
      publishes: [transactions],
    });
    const { findings, news } = await declaredOtherwise({
      topics: [grown, transactions, clicks],
      subscriptions: [renamed],
    });
    expect(findings.map(({ stack, property }) => `${stack} ${property}`)).toEqual([
      'kafka PartitionCount',
      'kafka Configs',
      ...Array(4).fill(`kafka ${LOGICAL_ID}`),
      ...Array(4).fill(`functions ${LOGICAL_ID}`),
    ]);
    expect(news.map((line) => line.split("'")[1])).toEqual([
      'clicks.v1',
      'orders.events.v1.bill-orders.retry-1',
      'orders.events.v1.bill-orders.dlq',
      'bill-orders.orders.events.v1',
      'bill-orders.orders.events.v1.bill-orders.retry-1',
    ]);
  });

  it('and what a stage no longer keeps is refused one by one', async () => {
    const { findings } = compared(({ kafka }) => {
      for (const resource of Object.values<{ DeletionPolicy?: string }>(kafka.Resources)) {
        if (resource.DeletionPolicy !== undefined) resource.DeletionPolicy = 'Delete';
      }
    });
    const kept = Object.values(recorded.stacks.kafka!).filter(({ DeletionPolicy }) => DeletionPolicy);
    expect(kept.length).toBeGreaterThan(10);
    expect(findings.map(({ property }) => property)).toEqual(kept.map(() => 'DeletionPolicy'));
    expect(findings[0]!.why).toMatch(/delete it, with all that is in it, when it leaves the stack/);
    expect(findings[0]!.wayOut).toMatch(/`keepData` of the stage/);
  });
});
