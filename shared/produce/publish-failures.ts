/**
 * The metric of what a process could not publish (EMF). One line for all that fails in one turn: an outage fails
 * thousands together. Written before their callers hear of it, so before an invocation can end and the process freeze.
 */
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

export function publishFailures(metrics: Pick<Metrics, 'singleMetric'>): (records: number) => void {
  let failed = 0;
  return (records) => {
    if (failed === 0) {
      queueMicrotask(() => {
        metrics.singleMetric().addMetric('PublishesFailed', MetricUnit.Count, failed);
        failed = 0;
      });
    }
    failed += records;
  };
}
