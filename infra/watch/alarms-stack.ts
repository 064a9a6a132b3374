/**
 * The alarms of subscriptions and endpoints that need names alone: in a stack of their own since a stack has room for 500
 * resources. Those of mappings need ids that are known where the mappings are made: infra/watch/watch.ts.
 */
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Declared } from '../declared.ts';
import { sharedValue } from '../shared-values.ts';
import type { Stage } from '../stage/stage.ts';
import { alarm } from './alarm.ts';
import { clusterNameOf } from './cluster-name.ts';
import { endpointAlarms } from './endpoint-alarms.ts';
import { subscriptionAlarms } from './subscription-alarms.ts';

export interface AlarmsStackProps extends StackProps {
  readonly stage: Pick<Stage, 'cluster'>;
  readonly declared: Pick<Declared, 'subscriptions' | 'endpoints'>;
}

export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    const { stage, declared } = props;
    const clusterName = clusterNameOf(stage.cluster);
    const alarmTopicArn = sharedValue(this, 'alarmTopicArn');
    const specs = [
      ...declared.subscriptions.flatMap((each) => subscriptionAlarms(each, clusterName)),
      ...declared.endpoints.flatMap(endpointAlarms),
    ];
    for (const spec of specs) alarm(this, spec, alarmTopicArn);
  }
}
