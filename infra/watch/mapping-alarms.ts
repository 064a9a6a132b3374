/**
 * What Lambda's mappings say, in provisioned mode; on demand they say nothing.
 *
 *   source topic   whatever can go wrong
 *   retry topics   lost events alone. The rest is seen without it: a mapping that does not read as lag, one that cannot
 *                  invoke in the retry function's alarms, and what it gives up in the failures bucket's. Ten alarms for
 *                  each of three retry topics would fill the template.
 *
 * Errors are counted only when there are some, so missing is not breaching. A poll that finds nothing counts 0: there
 * missing means that nobody polls.
 */
import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { AlarmSpec } from './alarm.ts';
import { mappingMetric } from './lambda-metrics.ts';
import { topicsRead } from './topics-read.ts';

/** The ids of a subscription's mappings, by the topic they read. */
export type MappingIds = ReadonlyMap<string, string>;

interface Mapping {
  readonly subscription: Subscription;
  readonly topicName: string;
  readonly group: string;
  readonly id: string;
}

export function mappingAlarms(subscription: Subscription, ids: MappingIds): readonly AlarmSpec[] {
  if (subscription.mode !== 'provisioned') return [];
  return topicsRead(subscription).flatMap(({ topicName, group, delay }) => {
    const id = ids.get(topicName);
    if (id === undefined) return [];
    const mapping: Mapping = { subscription, topicName, group, id };
    return delay === 0 ? [dropped(mapping), ...ofSource(mapping)] : [dropped(mapping)];
  });
}

const FIVE = Duration.minutes(5);
/** Three times five minutes: Lambda tries again by itself. */
const LASTING = { kind: 'state', periods: [3, 3] } as const;
const ONCE = { kind: 'event', periods: [1, 1] } as const;
const ANY = { breaches: 'at-least', threshold: 1, missing: TreatMissingData.NOT_BREACHING } as const;

const dropped = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...ONCE,
  ...ANY,
  what: 'events-dropped',
  of: group,
  means:
    `Lambda dropped records of ${topicName} that ${subscription.name} did not handle and that could not be written to the ` +
    'failures bucket either. They are in the topic still, and nowhere else.',
  first:
    'see the alarms of the failures bucket and whether the role of the function may write there. Then read the topic from ' +
    "shortly before the first errors in the function's log, and write what was not handled to it again before it is forgotten.",
  metric: mappingMetric(id, 'DroppedEventCount', { period: FIVE }),
});

const ofSource = (mapping: Mapping): readonly AlarmSpec[] => [
  silent(mapping),
  pollingErrors(mapping),
  invokeErrors(mapping),
  commitErrors(mapping),
  ...(mapping.subscription.lambdaDecodes === undefined ? [] : [registryErrors(mapping)]),
  ...(mapping.subscription.order === 'partition' ? [] : [gaveUp(mapping), deliveryErrors(mapping)]),
];

/** A quarter of an hour; a mapping just made needs minutes, and goes off once when it is created. */
const silent = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...LASTING,
  what: 'mapping-silent',
  of: group,
  means:
    `Nobody has polled ${topicName} for ${subscription.name} for a quarter of an hour: an idle topic is polled too. ` +
    'Nothing of it is handled, and neither its lag nor its errors are counted.',
  first: `${stateOf(id)}. Disabled: who did it, and why? Problem: LastProcessingResult names it, mostly permissions or the network. A mapping that was created just now needs some minutes.`,
  metric: mappingMetric(id, 'PolledEventCount', { statistic: 'SampleCount', period: FIVE }),
  breaches: 'under',
  threshold: 1,
  missing: TreatMissingData.BREACHING,
});

const pollingErrors = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...LASTING,
  ...ANY,
  what: 'polling-errors',
  of: group,
  means: `Lambda has failed to read ${topicName} for ${subscription.name} for a quarter of an hour. What is written there waits.`,
  first: `${stateOf(id)}, look at LastProcessingResult, and at the alarms of the cluster (offline-partitions, connections-refused).`,
  metric: mappingMetric(id, 'PollingErrorCount', { period: FIVE }),
});

const invokeErrors = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...LASTING,
  ...ANY,
  what: 'invoke-errors',
  of: group,
  means: `Lambda has failed to invoke ${subscription.functionName} with batches of ${topicName} for a quarter of an hour. They are tried again, and given up after their attempts.`,
  first: `see the alarms function-errors and function-throttles of ${subscription.functionName}. Without those the invocation itself is refused: ${stateOf(id)} and look at LastProcessingResult.`,
  metric: mappingMetric(id, 'InvokeErrorCount', { period: FIVE }),
});

const commitErrors = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...LASTING,
  ...ANY,
  what: 'commit-errors',
  of: group,
  means: `Lambda has failed to commit what ${subscription.name} handled of ${topicName} for a quarter of an hour. Its lag grows though it works, and after a restart records come again.`,
  first: `see the alarms of the cluster; then whether the role of ${subscription.functionName} may alter the group ${group} (kafka-cluster:AlterGroup).`,
  metric: mappingMetric(id, 'CommitErrorCount', { period: FIVE }),
});

const registryErrors = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...ONCE,
  ...ANY,
  what: 'schema-registry-errors',
  of: group,
  means: `Lambda could not decode a record of ${topicName} for ${subscription.name}: its schema was not found, or its bytes do not fit it. It went to the failures bucket unseen by the function.`,
  first: `open the newest object of the failures bucket: its condition says which of the two. Then find the producer of that record; if all records fail, whether the role may read the registry.`,
  metric: mappingMetric(id, 'SchemaRegistryErrorCount', { period: FIVE }),
});

const gaveUp = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...ONCE,
  ...ANY,
  what: 'events-given-up',
  of: group,
  means: `Lambda gave up records of ${topicName} that ${subscription.functionName} could not even refuse, and wrote them to the failures bucket. Nobody handles them from there.`,
  first: `open the newest object of the failures bucket: the records are in it. Then the log of that time: aws logs tail /aws/lambda/${subscription.functionName} --since 1h. A record that kills the function kills it again: repair the rule before it is written to the topic anew.`,
  metric: mappingMetric(id, 'OnFailureDestinationDeliveredEventCount', { period: FIVE }),
});

const deliveryErrors = ({ subscription, topicName, group, id }: Mapping): AlarmSpec => ({
  ...ONCE,
  ...ANY,
  what: 'delivery-errors',
  of: group,
  means: `Lambda could not write to the failures bucket what it gave up of ${topicName} for ${subscription.name}. Those records are dropped: they are in the topic alone.`,
  first: `see the alarms of the failures bucket and whether the role of ${subscription.functionName} may write there; go on with the alarm events-dropped.`,
  metric: mappingMetric(id, 'OnFailureDestinationDeliveryErrorCount', { period: FIVE }),
});

const stateOf = (id: string): string => `aws lambda get-event-source-mapping --uuid ${id}`;
