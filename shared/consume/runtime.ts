/** What the record path needs from the process: ports, each the smallest the path uses. */
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { ClaimCheck } from '../claim-check/claim-check.ts';
import type { Producer } from '../produce/producer.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Clock } from './clock.ts';

export interface Runtime {
  readonly clock: Clock;
  /** Called on first use: a batch that publishes nothing connects to nothing. */
  readonly producer: () => Pick<Producer, 'publish' | 'append'>;
  readonly claimCheck: () => ClaimCheck;
  /** Called for topics with a contract. */
  readonly schemas: () => Schemas;
  readonly logger: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
  readonly metrics: Pick<Metrics, 'addMetric' | 'publishStoredMetrics' | 'singleMetric'>;
}
