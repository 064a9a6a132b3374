import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { processClaimCheck } from '../claim-check/process-claim-check.ts';
import { processProducer } from '../produce/process-producer.ts';
import { processSchemas } from '../schema/process-schemas.ts';
import { systemClock } from './clock.ts';
import type { Runtime } from './runtime.ts';

/** The runtime of a deployed function: everything from the environment, nothing connected before it is used. */
export function processRuntime(serviceName: string): Runtime {
  return {
    clock: systemClock,
    producer: processProducer,
    claimCheck: processClaimCheck,
    schemas: processSchemas,
    logger: new Logger({ serviceName }),
    metrics: new Metrics({ serviceName }),
  };
}
