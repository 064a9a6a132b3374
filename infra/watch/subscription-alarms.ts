/**
 * The alarms of one subscription that need names alone, in order of urgency: what becomes of its records, how far it is
 * behind, its functions. None does arithmetic on metrics, which not everything that deploys them can.
 */
import type { Subscription } from '../../shared/declare/subscription.ts';
import type { AlarmSpec } from './alarm.ts';
import { subscriptionFunctionAlarms } from './function-alarms.ts';
import { lagAlarms } from './lag-alarms.ts';
import { recordAlarms } from './record-alarms.ts';

export const subscriptionAlarms = (subscription: Subscription, clusterName: string): readonly AlarmSpec[] => [
  ...recordAlarms(subscription),
  ...lagAlarms(subscription, clusterName),
  ...subscriptionFunctionAlarms(subscription),
];
