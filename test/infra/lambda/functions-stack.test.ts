import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../shared/declare/endpoint.ts';
import { consumerGroup, type Subscription } from '../../../shared/declare/subscription.ts';
import { versionIds } from '../../../shared/schema/version-ids.ts';
import {
  balancePayments,
  countScans,
  listOrders,
  more,
  sortParcels,
  trackParcels,
  weighParcels,
} from '../more-declarations.ts';
import { synthesized } from '../synthesized.ts';
import { clusterArn, groupArn, type Resource, topicArn } from '../template-reader.ts';

const { kafka, functions, alarms } = await synthesized(more);
const { functions: withoutEndpoints } = await synthesized({ ...more, endpoints: [] });
const { subscriptions, endpoints } = more;

const functionNamed = (name: string) =>
  functions.one('AWS::Lambda::Function', ({ FunctionName }) => FunctionName === name);
const environmentOf = (name: string): Record<string, string> =>
  functionNamed(name).properties.Environment.Variables;
const mappingsOf = (name: string) =>
  functions
    .all('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.FunctionName === name);
const retrying = subscriptions.filter(({ retryTopics }) => retryTopics.length > 0);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}
const list = (value: string | readonly string[]): readonly string[] => [value].flat();
const statementsOf = ({ properties }: Resource): readonly Statement[] =>
  properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: readonly Statement[] } }) => PolicyDocument.Statement,
  );
/** Resources on which a function may do something. */
function mayOn(functionName: string, action: string): readonly string[] {
  const [roleId] = functionNamed(functionName).properties.Role.split('.');
  const role = functions.resources.find(({ id }) => id === roleId)!;
  return statementsOf(role)
    .filter(({ Effect, Action }) => Effect === 'Allow' && list(Action).includes(action))
    .flatMap(({ Resource }) => list(Resource))
    .toSorted();
}
const topicArns = (...topics: readonly { readonly name: string }[]) =>
  [...new Set(topics.map(({ name }) => topicArn(name)))].toSorted();
const REGISTRY = 'arn:aws:glue:eu-west-1:111122223333:registry/</kafka-consumers/schema-registry>';
const bucketArn = (parameter: string) => `arn:aws:s3:::</kafka-consumers/${parameter}>`;

describe('functions', () => {
  it('every subscription has a function and, with retry topics, a second; every endpoint has one; there are no others', () => {
    const names = functions.all('AWS::Lambda::Function').map(({ properties }) => properties.FunctionName);
    expect(names.toSorted()).toEqual(
      [
        ...subscriptions.map(({ functionName }) => functionName),
        ...retrying.map(({ retryFunctionName }) => retryFunctionName),
        ...endpoints.map(({ name }) => name),
      ].toSorted(),
    );
    expect(names).not.toContain(countScans.retryFunctionName);
  });

  it('every function runs on Node 24 and arm64, in private subnets and in the functions’ security group', () => {
    for (const { properties } of functions.all('AWS::Lambda::Function')) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        VpcConfig: {
          SubnetIds: ['</kafka-consumers/subnet-ids>'],
          SecurityGroupIds: ['</kafka-consumers/functions-security-group-id>'],
        },
      });
      expect(properties.ReservedConcurrentExecutions).toBeUndefined();
    }
  });

  it('no function runs longer than the 14 minutes a Kafka mapping takes', () => {
    for (const { properties } of functions.all('AWS::Lambda::Function')) {
      expect(properties.Timeout).toBeGreaterThanOrEqual(1);
      expect(properties.Timeout).toBeLessThanOrEqual(14 * 60);
    }
  });

  it.each(subscriptions)('$name: memory and time are the declared ones', (subscription) => {
    expect(functionNamed(subscription.functionName).properties).toMatchObject({
      MemorySize: subscription.memory,
      Timeout: subscription.timeout / 1_000,
    });
  });

  it.each(retrying)(
    '$name: the retry function runs the same code in 14 minutes and the memory that restoring claims needs',
    (subscription) => {
      const main = functionNamed(subscription.functionName);
      const retry = functionNamed(subscription.retryFunctionName);
      expect(retry.properties).toMatchObject({
        MemorySize: subscription.topic.claimCheck ? subscription.memory : 256,
        Timeout: 840,
        Code: main.properties.Code,
      });
      expect(retry.metadata['aws:asset:path']).toBe(main.metadata['aws:asset:path']);
    },
  );

  it('the folder of every bundle is in the template', () => {
    for (const { metadata } of functions.all('AWS::Lambda::Function')) {
      expect(metadata['aws:asset:path']).toMatch(/^asset\.[0-9a-f]{64}$/);
    }
  });

  it('every function writes to a log group of its own that forgets', () => {
    const groups = functions.all('AWS::Lambda::Function').map(({ properties }) => {
      const { LogGroup } = properties.LoggingConfig;
      const group = functions.one('AWS::Logs::LogGroup', ({ LogGroupName }) => LogGroupName === LogGroup);
      expect(group.properties.RetentionInDays).toBeGreaterThan(0);
      return LogGroup;
    });
    expect(new Set(groups).size).toBe(groups.length);
  });

  it('every function knows the brokers and its name, and only the buckets it uses', () => {
    for (const { properties } of functions.all('AWS::Lambda::Function')) {
      expect(properties.Environment.Variables).toMatchObject({
        KAFKA_BROKERS: '</kafka-consumers/bootstrap-brokers>',
        POWERTOOLS_SERVICE_NAME: properties.FunctionName.replace(/-retry$/, ''),
        POWERTOOLS_METRICS_NAMESPACE: 'KafkaConsumers',
        NODE_OPTIONS: '--enable-source-maps',
      });
      const { CLAIM_CHECK_BUCKET, DATA_BUCKET } = properties.Environment.Variables;
      const may = (bucket: string) =>
        mayOn(properties.FunctionName, 's3:PutObject').some((arn) => arn.startsWith(bucketArn(bucket)));
      expect(CLAIM_CHECK_BUCKET !== undefined).toBe(may('claim-check-bucket'));
      expect(DATA_BUCKET !== undefined).toBe(may('data-bucket'));
    }
    expect(environmentOf('invoice-orders').DATA_BUCKET).toBe('</kafka-consumers/data-bucket>');
    expect(environmentOf('place-order').CLAIM_CHECK_BUCKET).toBe('</kafka-consumers/claim-check-bucket>');
    expect(environmentOf('place-scan').CLAIM_CHECK_BUCKET).toBeUndefined();
  });
});

describe('the schema versions of a function', () => {
  const ids = (schema: string) => `</kafka-consumers/schemas/${schema}>`;
  const orders = `orders.events.v1=${ids('orders.events.v1')}`;
  const transactions = `transactions.v1=${ids('transactions.v1')}`;
  const parcels = `parcels.v1=${ids('parcels.v1')};parcels.v1-key=${ids('parcels.v1-key')}`;

  it('are those of what it reads and what it publishes, pinned ones with the version that is written', () => {
    const of = (name: string) => environmentOf(name).SCHEMA_VERSIONS;
    expect(of('place-order')).toBe(orders);
    expect(of('invoice-orders')).toBe(`${orders};${transactions}`);
    expect(of('track-parcels')).toBe(
      `${parcels};orders.events.v1@1=${ids('orders.events.v1')};legacy.v1=7,12`,
    );
    expect(of('sort-parcels')).toBe(parcels);
    expect(of('count-scans')).toBeUndefined();
    expect(of('place-scan')).toBeUndefined();
  });

  it('are the same in the retry function, which reads the same values and keys', () => {
    for (const { functionName, retryFunctionName } of retrying) {
      const { SCHEMA_VERSIONS, SCHEMA_REGISTRY } = environmentOf(functionName);
      expect(environmentOf(retryFunctionName)).toMatchObject({
        ...(SCHEMA_VERSIONS !== undefined && { SCHEMA_VERSIONS }),
        ...(SCHEMA_REGISTRY !== undefined && { SCHEMA_REGISTRY }),
      });
    }
  });

  it('are read by the function as they are written', () => {
    const uuids = '00000000-0000-4000-8000-000000000001,00000000-0000-4000-8000-000000000002';
    const text = environmentOf('track-parcels').SCHEMA_VERSIONS!.replaceAll(/<[^>]*>/g, uuids);
    const read = versionIds(text);
    expect([...read.keys()]).toEqual(['parcels.v1', 'parcels.v1-key', 'orders.events.v1', 'legacy.v1']);
    expect(read.get('orders.events.v1')).toEqual({ ids: uuids.split(','), written: 1 });
    expect(read.get('legacy.v1')).toEqual({ ids: ['7', '12'], written: 2 });
  });

  it('the registry is known to those alone that look versions up', () => {
    for (const { properties } of functions.all('AWS::Lambda::Function')) {
      const looksUp = properties.FunctionName.startsWith(trackParcels.name);
      expect(properties.Environment.Variables.SCHEMA_REGISTRY).toBe(
        looksUp ? '</kafka-consumers/schema-registry>' : undefined,
      );
    }
  });
});

describe('mappings', () => {
  const all = functions.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
  const subscriptionOf = (functionName: string): Subscription =>
    subscriptions.find(({ name }) => name === functionName.replace(/-retry$/, ''))!;

  it.each(subscriptions)(
    '$name: the main function reads the topic, the retry function the retry topics',
    (each) => {
      const read = (name: string) => mappingsOf(name).map(({ properties }) => properties.Topics);
      expect(read(each.functionName)).toEqual([[each.topic.name]]);
      expect(read(each.retryFunctionName)).toEqual(each.retryTopics.map(({ name }) => [name]));
    },
  );

  it('every mapping has a group of its own and begins with the oldest record', () => {
    for (const { FunctionName, Topics, AmazonManagedKafkaEventSourceConfig, StartingPosition } of all) {
      expect(AmazonManagedKafkaEventSourceConfig.ConsumerGroupId).toBe(
        consumerGroup(subscriptionOf(FunctionName), Topics[0]),
      );
      expect(StartingPosition).toBe('TRIM_HORIZON');
    }
    const groups = all.map((each) => each.AmazonManagedKafkaEventSourceConfig.ConsumerGroupId);
    expect(new Set(groups).size).toBe(all.length);
  });

  it('every batch is of the declared size, and of a size that fits after a wait in a retry topic', () => {
    for (const { functionName, retryFunctionName, batch, retryTopics } of subscriptions) {
      expect(mappingsOf(functionName)[0]?.properties.BatchSize).toBe(batch.size);
      expect(mappingsOf(retryFunctionName).map(({ properties }) => properties.BatchSize)).toEqual(
        retryTopics.map(({ batchSize }) => batchSize),
      );
    }
    expect(mappingsOf(listOrders.retryFunctionName)[0]?.properties.BatchSize).toBe(8);
  });

  it('a window is there only where it is declared: setting one gives up the 500 ms for good', () => {
    const windows = all.flatMap((each) => each.MaximumBatchingWindowInSeconds ?? []);
    expect(windows).toEqual([5]);
    expect(mappingsOf(listOrders.functionName)[0]?.properties.MaximumBatchingWindowInSeconds).toBe(5);
  });

  it('every mapping in provisioned mode reports single failures, shares pollers, and has no more pollers than partitions', () => {
    for (const mapping of all) {
      const { mode, topic, retryTopics } = subscriptionOf(mapping.FunctionName);
      if (mode === 'on-demand') continue;
      const { partitions } = [topic, ...retryTopics].find(({ name }) => name === mapping.Topics[0])!;
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(mapping.MetricsConfig.Metrics).toEqual(['EventCount', 'ErrorCount', 'KafkaMetrics']);
      const { MinimumPollers, MaximumPollers, PollerGroupName } = mapping.ProvisionedPollerConfig;
      expect(PollerGroupName).toBe('kafka-consumers');
      expect(MinimumPollers).toBeGreaterThanOrEqual(1);
      expect(MaximumPollers).toBeGreaterThanOrEqual(MinimumPollers);
      expect(MaximumPollers).toBeLessThanOrEqual(partitions);
    }
    expect(mappingsOf(countScans.functionName)[0]?.properties.ProvisionedPollerConfig).toMatchObject({
      MinimumPollers: 2,
      MaximumPollers: 2,
    });
  });

  it('a mapping with a destination never tries "without end", which Lambda would take for ten', () => {
    for (const mapping of all) {
      if (mapping.DestinationConfig === undefined || mapping.ProvisionedPollerConfig === undefined) continue;
      expect(mapping).toMatchObject({ MaximumRetryAttempts: 100, BisectBatchOnFunctionError: true });
    }
  });

  it('what a mapping gives up goes to S3, which works when the cluster does not', () => {
    for (const { FunctionName, DestinationConfig } of all) {
      if (subscriptionOf(FunctionName).order === 'partition') continue;
      expect(DestinationConfig).toEqual({ OnFailure: { Destination: bucketArn('failures-bucket') } });
    }
  });

  it('a partition in order is tried without end, with nowhere to give up to, and never split', () => {
    const [mapping] = mappingsOf(balancePayments.functionName);
    expect(mapping?.properties).toMatchObject({
      MaximumRetryAttempts: -1,
      BisectBatchOnFunctionError: false,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(mapping?.properties.DestinationConfig).toBeUndefined();
  });

  it('a mapping in on-demand mode has none of the options that need provisioned mode', () => {
    const mappings = [listOrders.functionName, listOrders.retryFunctionName].flatMap(mappingsOf);
    expect(mappings).toHaveLength(2);
    for (const { properties } of mappings) {
      for (const option of [
        'ProvisionedPollerConfig',
        'FunctionResponseTypes',
        'BisectBatchOnFunctionError',
        'MaximumRetryAttempts',
        'MetricsConfig',
        'LoggingConfig',
      ]) {
        expect(properties[option], option).toBeUndefined();
      }
    }
  });

  it('Lambda decodes and filters the source topic where that is declared, never a retry topic', () => {
    const read = (name: string) =>
      mappingsOf(name).map(({ properties }) => [
        properties.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig,
        properties.FilterCriteria,
      ]);
    const registry = (format: string) => ({
      SchemaRegistryURI: REGISTRY,
      EventRecordFormat: format,
      SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
    });
    const patterns = ['{"value":{"f0":["a",{"prefix":"b"}]}}', '{"value":{"f1":[{"exists":false}]}}'];
    expect(read(sortParcels.functionName)).toEqual([
      [registry('JSON'), { Filters: patterns.map((Pattern) => ({ Pattern })) }],
    ]);
    expect(read(weighParcels.functionName)).toEqual([[registry('SOURCE'), undefined]]);
    const others = all.filter(
      ({ FunctionName }) => !['sort-parcels', 'weigh-parcels'].includes(FunctionName),
    );
    expect(others.map(({ FunctionName }) => FunctionName)).toContain(sortParcels.retryFunctionName);
    for (const { AmazonManagedKafkaEventSourceConfig, FilterCriteria } of others) {
      expect(AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig).toBeUndefined();
      expect(FilterCriteria).toBeUndefined();
    }
  });

  it('a mapping that decodes has a destination: without one Lambda drops what is invalid', () => {
    const decoding = all.filter(
      (each) => each.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig !== undefined,
    );
    expect(decoding).toHaveLength(2);
    for (const { DestinationConfig, ProvisionedPollerConfig } of decoding) {
      expect(DestinationConfig).toBeDefined();
      expect(ProvisionedPollerConfig).toBeDefined();
    }
  });

  it('no mapping gives a record up for its age', () => {
    for (const mapping of all) expect(mapping.MaximumRecordAgeInSeconds).toBeUndefined();
  });
});

describe('permissions', () => {
  const roles = functions.all('AWS::IAM::Role');
  // The one denial is proved with everything else in test/infra/access/.
  const statements = roles.flatMap(statementsOf).filter(({ Effect }) => Effect === 'Allow');

  it('every function has a role of its own, with inline statements and no AWS-managed policy', () => {
    const used = functions.all('AWS::Lambda::Function').map(({ properties }) => properties.Role);
    expect(new Set(used).size).toBe(used.length);
    expect(roles).toHaveLength(used.length);
    for (const { properties } of roles) expect(properties.ManagedPolicyArns).toBeUndefined();
    expect(functions.all('AWS::IAM::Policy')).toEqual([]);
  });

  it('no statement is on every resource, but for descriptions of the network and schema versions, which know no other form', () => {
    const unbounded = statements.filter(({ Resource }) => list(Resource).includes('*'));
    expect(new Set(unbounded.flatMap(({ Action }) => list(Action)))).toEqual(
      new Set([
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'glue:GetSchemaVersion',
      ]),
    );
  });

  it('only who looks versions up, or whose mapping decodes, may read versions; only the latter the registry', () => {
    const may = (action: string) =>
      functions
        .all('AWS::Lambda::Function')
        .map(({ properties }): string => properties.FunctionName)
        .filter((name) => mayOn(name, action).length > 0)
        .toSorted();
    const decoding = [sortParcels.functionName, weighParcels.functionName];
    expect(may('glue:GetRegistry')).toEqual(decoding);
    expect(mayOn('sort-parcels', 'glue:GetRegistry')).toEqual([REGISTRY]);
    const { functionName, retryFunctionName } = trackParcels;
    expect(may('glue:GetSchemaVersion')).toEqual([...decoding, functionName, retryFunctionName].toSorted());
    // A call that gives the version's id alone names no other resource.
    expect(mayOn(functionName, 'glue:GetSchemaVersion')).toEqual(['*']);
  });

  it('no action is a pattern, and no topic or group is', () => {
    for (const { Action, Resource } of statements) {
      for (const action of list(Action)) expect(action).not.toMatch(/\*/);
      for (const resource of list(Resource)) {
        if (resource.includes(':kafka:')) expect(resource).not.toMatch(/\*/);
      }
    }
  });

  it.each(subscriptions)(
    '$name: the main function reads its topic and group, and writes where its records go',
    (each) => {
      const { functionName, topic, retryTopics, deadLetterTopic, publishes } = each;
      expect(mayOn(functionName, 'kafka-cluster:ReadData')).toEqual(topicArns(topic));
      const group = [groupArn(consumerGroup(each, topic.name))];
      expect(mayOn(functionName, 'kafka-cluster:AlterGroup')).toEqual(group);
      expect(mayOn(functionName, 'kafka-cluster:DescribeGroup')).toEqual(group);
      expect(mayOn(functionName, 'kafka-cluster:DescribeClusterDynamicConfiguration')).toEqual([clusterArn]);
      const written = topicArns(...retryTopics.slice(0, 1), deadLetterTopic, ...publishes);
      expect(mayOn(functionName, 'kafka-cluster:WriteData')).toEqual(written);
    },
  );

  it.each(retrying)(
    '$name: the retry function reads its retry topics and never parks in one it came through',
    (each) => {
      const { retryFunctionName, retryTopics, deadLetterTopic, publishes } = each;
      expect(mayOn(retryFunctionName, 'kafka-cluster:ReadData')).toEqual(topicArns(...retryTopics));
      const written = topicArns(...retryTopics.slice(1), deadLetterTopic, ...publishes);
      expect(mayOn(retryFunctionName, 'kafka-cluster:WriteData')).toEqual(written);
      expect(mayOn(retryFunctionName, 'kafka-cluster:AlterGroup')).toEqual(
        retryTopics.map(({ name }) => groupArn(consumerGroup(each, name))).toSorted(),
      );
    },
  );

  it('nobody writes to a retry or dead-letter topic of another subscription', () => {
    for (const { functionName, retryFunctionName } of retrying) {
      for (const name of [functionName, retryFunctionName]) {
        for (const arn of mayOn(name, 'kafka-cluster:WriteData')) {
          if (/\.(dlq|retry-\d+)$/.test(arn)) expect(arn).toContain(`.${functionName}.`);
        }
      }
    }
  });

  it.each(endpoints)(
    '$name: the endpoint writes what it publishes and reads nothing',
    ({ name, publishes }: Endpoint) => {
      expect(mayOn(name, 'kafka-cluster:WriteData')).toEqual(topicArns(...publishes));
      for (const action of [
        'kafka-cluster:ReadData',
        'kafka-cluster:AlterGroup',
        's3:GetObject',
        's3:ListBucket',
      ]) {
        expect(mayOn(name, action), action).toEqual([]);
      }
    },
  );

  it('whoever reads or writes a topic may connect and describe it; whoever writes may do so idempotently', () => {
    for (const { properties } of functions.all('AWS::Lambda::Function')) {
      const may = (action: string) => mayOn(properties.FunctionName, action);
      const described = may('kafka-cluster:DescribeTopic');
      const used = [...may('kafka-cluster:ReadData'), ...may('kafka-cluster:WriteData')];
      expect(new Set(described)).toEqual(new Set(used));
      expect(may('kafka-cluster:Connect')).toEqual([clusterArn]);
      expect(may('kafka-cluster:WriteDataIdempotently')).toEqual([clusterArn]);
    }
  });

  it('objects are read and written below the declared prefixes alone', () => {
    const claims = (topic: string) => `${bucketArn('claim-check-bucket')}/${topic}/*`;
    const data = (prefix: string) => `${bucketArn('data-bucket')}/${prefix}*`;
    const failures = `${bucketArn('failures-bucket')}/*`;
    const orders = claims('orders.events.v1');
    expect(mayOn('invoice-orders', 's3:GetObject')).toEqual([orders, data('invoices/')].toSorted());
    expect(mayOn('invoice-orders', 's3:PutObject')).toEqual([orders, data('invoices/'), failures].toSorted());
    expect(mayOn('list-orders-retry', 's3:PutObject')).toEqual(
      [orders, claims('photos.v1'), data('lists/'), failures].toSorted(),
    );
    // A value too large to park goes under the topic's name although the topic itself has no claim checks.
    expect(mayOn('balance-payments', 's3:GetObject')).toEqual([]);
    expect(mayOn('balance-payments', 's3:PutObject')).toEqual([claims('payments.v1')]);
    expect(mayOn('place-order', 's3:PutObject')).toEqual([orders]);
    expect(mayOn('place-scan', 's3:PutObject')).toEqual([]);
  });

  it('who reads objects may list their bucket, or S3 would call a missing one forbidden', () => {
    for (const { properties } of functions.all('AWS::Lambda::Function')) {
      const listed = mayOn(properties.FunctionName, 's3:ListBucket');
      for (const arn of mayOn(properties.FunctionName, 's3:GetObject')) {
        expect(listed).toContain(arn.slice(0, arn.indexOf('>') + 1));
      }
    }
  });
});

describe('the HTTP API', () => {
  it.each(endpoints)(
    '$name: its route takes callers that sign with IAM, and may invoke its function',
    (endpoint) => {
      const { name, method, path } = endpoint;
      const route = functions.one(
        'AWS::ApiGatewayV2::Route',
        ({ RouteKey }) => RouteKey === `${method} ${path}`,
      ).properties;
      expect(route.AuthorizationType).toBe('AWS_IAM');
      const integration = functions.resources.find(({ id }) => route.Target === `integrations/${id}`);
      const functionArn = `${functionNamed(name).id}.Arn`;
      expect(integration?.properties).toMatchObject({
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: functionArn,
        PayloadFormatVersion: '2.0',
      });
      const api = functions.one('AWS::ApiGatewayV2::Api').id;
      expect(
        functions.one('AWS::Lambda::Permission', ({ FunctionName }) => FunctionName === functionArn)
          .properties,
      ).toMatchObject({
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `arn:aws:execute-api:eu-west-1:111122223333:${api}/*/${method}${path.replace('{id}', '*')}`,
      });
    },
  );

  it('logs every call, without the payload', () => {
    const { AccessLogSettings, AutoDeploy } = functions.one('AWS::ApiGatewayV2::Stage').properties;
    expect(AutoDeploy).toBe(true);
    expect(Object.keys(JSON.parse(AccessLogSettings.Format))).toContain('status');
    expect(AccessLogSettings.DestinationArn).toMatch(/\.Arn$/);
  });

  it('is not there without an endpoint', () => {
    expect(withoutEndpoints.resources.filter(({ type }) => /ApiGateway|Permission/.test(type))).toEqual([]);
  });
});

describe('between the stacks', () => {
  it('values go through parameters that the kafka stack writes, never through exports', () => {
    const written = kafka.all('AWS::SSM::Parameter').map(({ properties }) => properties.Name);
    const readBy = ({ raw }: typeof kafka) =>
      Object.values<{ Type: string; Default: string }>(raw.Parameters);
    for (const stack of [functions, alarms]) {
      const names = readBy(stack).map(({ Default }) => Default);
      expect(new Set(names).size).toBe(names.length);
      expect(written).toEqual(expect.arrayContaining(names));
    }
    const read = [functions, alarms].flatMap(readBy);
    const unread = written.filter((name) => !read.some(({ Default }) => Default === name));
    // The schema of a topic that no function uses yet.
    expect(unread).toEqual(['/kafka-consumers/schemas/idle.v1']);
    for (const { Type } of read) expect(Type).toBe('AWS::SSM::Parameter::Value<String>');
    expect(JSON.stringify([kafka, functions, alarms].map(({ raw }) => raw))).not.toMatch(
      /Fn::ImportValue|"Export"/,
    );
  });
});
