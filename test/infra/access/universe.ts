/**
 * Everything in the account that an action could be tried on: all that the declarations name, of every function, and
 * neighbours that no one may touch: names that go on where a declared one ends, another cluster, another region.
 */
import type { Target } from '../../../infra/access/grant.ts';
import { allTopics } from '../../../infra/all-topics.ts';
import type { Declared } from '../../../infra/declared.ts';
import { consumerGroup } from '../../../shared/declare/subscription.ts';
import { clusterArn, groupArn, type TemplateReader, topicArn } from '../template-reader.ts';
import type { Kind } from './actions-by-kind.ts';
import { LOGS, nameOf } from './deployed-roles.ts';

export interface Thing {
  readonly kind: Kind;
  readonly name: string;
  readonly arn: string;
}

/** No target of the matrix means a thing of this name. */
const FOREIGN = '(foreign)';
const EC2 = 'arn:aws:ec2:eu-west-1:111122223333:';
const OTHER_CLUSTER = clusterArn.replace('kafka-consumers', 'other');
const REGISTRY = 'arn:aws:glue:eu-west-1:111122223333:registry/';

export const means = (target: Target, thing: Thing): boolean =>
  target.kind === thing.kind &&
  thing.name !== FOREIGN &&
  (thing.kind === 'objects' ? thing.name.startsWith(target.name) : ['', thing.name].includes(target.name));

export function universe(declared: Declared, stacks: readonly TemplateReader[]): readonly Thing[] {
  const topics = allTopics(declared).map(({ name }) => name);
  const groups = declared.subscriptions.flatMap((each) =>
    [each.topic, ...each.retryTopics].map(({ name }) => consumerGroup(each, name)),
  );
  const prefixes = declared.subscriptions.flatMap(({ objects }) => objects);
  const thing = (kind: Kind, name: string, arn: string): Thing => ({ kind, name, arn });
  const foreign = (kind: Kind, ...arns: readonly string[]): Thing[] =>
    arns.map((arn) => thing(kind, FOREIGN, arn));
  return [
    thing('cluster', '', clusterArn),
    ...foreign('cluster', OTHER_CLUSTER),
    ...topics.map((name) => thing('topic', name, topicArn(name))),
    ...foreign('topic', ...topics.map((name) => topicArn(`${name}x`)), `${OTHER_CLUSTER}/${topics[0]}`),
    ...groups.map((name) => thing('group', name, groupArn(name))),
    ...foreign('group', ...groups.map((name) => groupArn(`${name}x`)), groupArn('invoice-orders')),
    ...foreign('transactional-id', clusterArn.replace(':cluster/', ':transactional-id/').concat('/some')),
    ...objects('claim-check', folders(topics)),
    ...objects('data', prefixes),
    ...objects('failures', []),
    ...objects('access-logs', []),
    ...['claim-check', 'data', 'failures', 'access-logs'].map((name) =>
      thing('bucket', name, bucketArn(name)),
    ),
    ...foreign('bucket', 'arn:aws:s3:::cdk-hnb659fds-assets-111122223333-eu-west-1'),
    ...stacks.flatMap(logGroups),
    ...foreign('log-group', `${LOGS}/aws/lambda/invoice-orders-x:log-stream:s`),
    thing('registry', '', `${REGISTRY}</kafka-consumers/schema-registry>`),
    ...foreign('registry', `${REGISTRY}other`),
    ...foreign('schema', 'arn:aws:glue:eu-west-1:111122223333:schema/kafka-consumers/orders.events.v1-value'),
    ...(['network-interface', 'subnet', 'security-group'] as const).flatMap((kind) => [
      thing(kind, '', `${EC2}${kind}/1`),
      ...foreign(kind, `${EC2.replace('eu-west-1', 'eu-west-2')}${kind}/1`),
    ]),
    ...foreign('network-interface', `${EC2.replace('111122223333', '444455556666')}network-interface/1`),
    thing('any', '', '*'),
    ...foreign('key', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
    ...foreign('parameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/kafka-consumers/cluster-arn'),
    ...foreign('function', 'arn:aws:lambda:eu-west-1:111122223333:function:place-order'),
    ...foreign('role', 'arn:aws:iam::111122223333:role/place-order'),
    ...foreign('secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:some'),
    ...foreign('sns-topic', 'arn:aws:sns:eu-west-1:111122223333:kafka-consumers-alarms'),
  ];
}

const folders = (topics: readonly string[]): string[] => topics.map((topic) => `${topic}/`);

const bucketArn = (name: string): string =>
  `arn:aws:s3:::${name === 'access-logs' ? name : `</kafka-consumers/${name}-bucket>`}`;

/** One below each prefix, one beside it, one of no prefix. */
const objects = (bucket: string, prefixes: readonly string[]): Thing[] =>
  ['', ...prefixes, ...prefixes.map((prefix) => prefix.replace(/\/$/, 'x/'))].map((prefix) => ({
    kind: 'objects',
    name: `${bucket}/${prefix}2026-11-25/1`,
    arn: `${bucketArn(bucket)}/${prefix}2026-11-25/1`,
  }));

/** Called after the role that whoever writes it has. */
function logGroups(stack: TemplateReader): Thing[] {
  return stack.all('AWS::Logs::LogGroup').map(({ id, properties }) => {
    const group: string = properties.LogGroupName ?? id;
    const writer =
      stack.all('AWS::Lambda::Function').find((each) => each.properties.LoggingConfig?.LogGroup === group)
        ?.properties.Role ??
      stack.all('AWS::EC2::FlowLog').find((each) => each.properties.LogGroupName === group)?.properties
        .DeliverLogsPermissionArn;
    const name = writer === undefined ? FOREIGN : nameOf({ id: writer.replace(/\.Arn$/, '') }, stack);
    return { kind: 'log-group', name, arn: `${LOGS}${group}:log-stream:s` };
  });
}
