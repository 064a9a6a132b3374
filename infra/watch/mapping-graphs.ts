/** What the mappings read and commit, what they lose, and what hinders them. On demand they count nothing. */
import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Subscription } from '../../shared/declare/subscription.ts';
import { graph } from './graph.ts';
import { mappingMetric } from './lambda-metrics.ts';
import type { MappingIds } from './mapping-alarms.ts';
import { topicsRead } from './topics-read.ts';

interface Mapped {
  readonly subscription: Subscription;
  readonly ids: MappingIds;
}

type Name = Parameters<typeof mappingMetric>[1];

export function mappingGraphs(mapped: readonly Mapped[]): readonly IWidget[] {
  const mappings = mapped.flatMap(({ subscription, ids }) =>
    subscription.mode === 'provisioned'
      ? topicsRead(subscription).map(({ topicName, label }) => ({ label, id: ids.get(topicName) ?? '' }))
      : [],
  );
  const of = (title: string, ...names: readonly Name[]) =>
    graph(
      title,
      mappings.flatMap(({ label, id }) =>
        names.map((name) =>
          mappingMetric(id, name, {
            period: Duration.minutes(5),
            label: names.length > 1 ? `${label} ${name}` : label,
          }),
        ),
      ),
    );
  return [
    of('Events committed', 'CommittedEventCount'),
    of('Events given up and dropped', 'OnFailureDestinationDeliveredEventCount', 'DroppedEventCount'),
    of('Errors', 'PollingErrorCount', 'InvokeErrorCount', 'CommitErrorCount'),
  ];
}
