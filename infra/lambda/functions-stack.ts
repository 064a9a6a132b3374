/** What can be deployed anew at any time: functions, their mappings, the HTTP API and the dashboard. */
import { Stack, type StackProps } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { checker } from '../../shared/declare/check.ts';
import type { Declared } from '../declared.ts';
import type { Stage } from '../stage/stage.ts';
import { bucketNames } from '../watch/bucket-metrics.ts';
import type { MappingIds } from '../watch/mapping-alarms.ts';
import { Watch } from '../watch/watch.ts';
import { EndpointFunction } from './endpoint-function.ts';
import type { HandlerBundles } from './handler-bundles.ts';
import { HttpApi } from './http-api.ts';
import { Platform } from './platform.ts';
import { SubscriptionFunctions } from './subscription-functions.ts';

export interface FunctionsStackProps extends StackProps {
  readonly stage: Stage;
  readonly declared: Declared;
  readonly bundles: HandlerBundles;
}

export class FunctionsStack extends Stack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    super(scope, id, props);
    const { stage, bundles, declared } = props;
    const { subscriptions, endpoints } = declared;
    const codeOf = (name: string) => {
      const path = bundles.get(name) ?? checker(`function '${name}'`).refuse('its bundle', 'missing', 'made');
      return new Asset(this, `${name}-code`, { path });
    };
    const platform = new Platform(this, 'Platform');
    const mappingIds = new Map<string, MappingIds>();
    for (const subscription of subscriptions) {
      const made = new SubscriptionFunctions(this, subscription.name, {
        platform,
        subscription,
        code: codeOf(subscription.name),
      });
      mappingIds.set(subscription.name, made.mappingIds);
    }
    new Watch(this, 'Watch', {
      declared,
      cluster: stage.cluster,
      mappingIds,
      buckets: bucketNames(platform),
      alarmTopicArn: platform.alarmTopicArn,
    });
    if (endpoints.length === 0) return;
    const api = new HttpApi(this, 'HttpApi', platform);
    for (const endpoint of endpoints) {
      new EndpointFunction(this, endpoint.name, { platform, endpoint, api, code: codeOf(endpoint.name) });
    }
  }
}
