/** What our code counts itself: shared/consume/report.ts and shared/produce/publish-failures.ts. */
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

export const OWN_NAMESPACE = 'KafkaConsumers';

type OwnMetric =
  | 'RecordsHandled'
  | 'RecordsParked'
  | 'RecordsDeadLettered'
  | 'RecordsHandedBack'
  | 'BlockedAge'
  | 'PublishesFailed';

/** `service`: the name of the subscription or the endpoint. Main and retry function are one service. */
export const ownMetric = (service: string, metricName: OwnMetric, options: MetricOptions = {}): Metric =>
  new Metric({
    namespace: OWN_NAMESPACE,
    metricName,
    dimensionsMap: { service },
    statistic: 'Sum',
    ...options,
  });
