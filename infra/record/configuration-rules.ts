/**
 * The brokers' configuration. Its name carries the version of Kafka, since another version is another configuration and
 * two cannot have one name: both change when the cluster is upgraded, in that deployment, and never else. What the
 * configuration says may change at any time, as a revision of it.
 */
import { deletionPolicy } from './deletion-policy.ts';
import { upgradesTo } from './kafka-version.ts';
import type { RecordedStack } from './recorded.ts';
import { type Change, each, type PropertyRule, type StatefulType } from './stateful-type.ts';

const withTheCluster: PropertyRule = {
  refuse({ resource, stack }: Change) {
    const [before, after] = [versionIn(stack.recorded), versionIn(stack.given)];
    const upgraded = before !== undefined && after !== undefined && upgradesTo(before, after);
    const { Name, KafkaVersionsList } = resource.given;
    const forIt = JSON.stringify(KafkaVersionsList) === JSON.stringify([after]);
    if (upgraded && forIt && Name !== resource.recorded.Name) return undefined;
    return {
      why:
        'MSK cannot change it: CloudFormation would make another configuration before it forgets this one, and two of ' +
        'one name cannot exist',
      wayOut:
        'Take the change back. To upgrade Kafka change kafkaVersion of the stage alone: the cluster goes to the later ' +
        'version with a configuration of that version and of another name, broker after broker',
    };
  },
};

function versionIn(stack: RecordedStack): string | undefined {
  const cluster = Object.values(stack).find(({ Type }) => Type === 'AWS::MSK::Cluster');
  return typeof cluster?.KafkaVersion === 'string' ? cluster.KafkaVersion : undefined;
}

export const configurationRules: StatefulType = {
  name: 'Name',
  properties: { ...each(['Name', 'KafkaVersionsList'], withTheCluster), ...deletionPolicy },
  gone: 'The configuration stays in the account, and CloudFormation would make another of its name',
};
