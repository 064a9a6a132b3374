/** The cluster of the template: its brokers, its topics as they are declared, and what each role may do in them. */
import { reconcileAcls } from './kafka/acls.ts';
import { iamGrants } from './kafka/iam-grants.ts';
import { type KafkaCluster, startKafka } from './kafka/kafka-cluster.ts';
import type { KafkaOptions } from './kafka/kafka-options.ts';
import { reconcileTopics } from './kafka/topics.ts';
import { principalOf } from './local-account.ts';
import type { Ending } from './process/ending.ts';
import type { AppModel } from './template/app-model.ts';

export async function startBrokers(
  { cluster, topics, roles }: AppModel,
  options: Omit<KafkaOptions, 'serverProperties' | 'clusterArn'>,
  ending: Ending,
): Promise<KafkaCluster> {
  const { serverProperties, arn } = cluster;
  const kafka = await startKafka({ ...options, serverProperties, clusterArn: arn });
  ending.add('servers', () => kafka.stop());
  const { acls, untranslated } = iamGrants(
    roles.map(({ name, statements }) => ({ principal: `User:${principalOf(name)}`, statements })),
    arn,
  );
  for (const each of untranslated) options.log(`not enforced here: ${each}`);
  await Promise.all([
    reconcileTopics(kafka.bootstrap, topics, options.log),
    reconcileAcls(kafka.bootstrap, acls),
  ]);
  options.progress(`${topics.length} topics, permissions of ${roles.length} roles`);
  return kafka;
}
