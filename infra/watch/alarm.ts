/**
 * One alarm. Its name is `kafka-consumers/<what>/<of>`: unique in the account, and the same whatever else the template
 * holds, since runbooks and mutes refer to it. Its description is read at 3 a.m.: what it means, then what to do first.
 *
 *   state   something is the matter as long as it lasts: its end is told too
 *   event   something happened, and stays undone though the metric is quiet again: an all-clear would be a lie
 */
import {
  type Alarm,
  Alarm as CloudWatchAlarm,
  ComparisonOperator,
  type IMetric,
  type TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export interface AlarmSpec {
  readonly kind: 'state' | 'event';
  readonly what: string;
  readonly of: string;
  readonly means: string;
  readonly first: string;
  readonly metric: IMetric;
  readonly breaches: 'at-least' | 'over' | 'under' | 'at-most';
  readonly threshold: number;
  /** Periods looked at, and how many of them must breach. */
  readonly periods: readonly [breaching: number, of: number];
  readonly missing: TreatMissingData;
}

const OPERATORS = {
  'at-least': ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  over: ComparisonOperator.GREATER_THAN_THRESHOLD,
  under: ComparisonOperator.LESS_THAN_THRESHOLD,
  'at-most': ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
} as const;

export const alarmName = ({ what, of }: Pick<AlarmSpec, 'what' | 'of'>): string =>
  `kafka-consumers/${what}/${of}`;

export function alarm(scope: Construct, spec: AlarmSpec, alarmTopicArn: string): Alarm {
  const [datapointsToAlarm, evaluationPeriods] = spec.periods;
  const made = new CloudWatchAlarm(scope, `${spec.what}-${spec.of}`, {
    alarmName: alarmName(spec),
    alarmDescription: `${spec.means} First: ${spec.first}`,
    metric: spec.metric,
    comparisonOperator: OPERATORS[spec.breaches],
    threshold: spec.threshold,
    datapointsToAlarm,
    evaluationPeriods,
    treatMissingData: spec.missing,
  });
  const action = { bind: () => ({ alarmActionArn: alarmTopicArn }) };
  made.addAlarmAction(action);
  if (spec.kind === 'state') made.addOkAction(action);
  return made;
}
