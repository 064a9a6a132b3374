import { Metrics } from '@aws-lambda-powertools/metrics';
import { processClaimCheck } from '../claim-check/process-claim-check.ts';
import { required } from '../environment.ts';
import { processSchemas } from '../schema/process-schemas.ts';
import { createProducer } from './create-producer.ts';
import type { Producer } from './producer.ts';
import { publishFailures } from './publish-failures.ts';

let shared: Producer | undefined;

/** The one producer of the process, made from the environment on first use and connected by its first record. */
export function processProducer(): Producer {
  shared ??= connected(required('POWERTOOLS_SERVICE_NAME'));
  return shared;
}

const connected = (serviceName: string): Producer =>
  createProducer({
    brokers: required('KAFKA_BROKERS').split(','),
    auth: { kind: 'iam', region: required('AWS_REGION') },
    source: serviceName,
    claimCheck: processClaimCheck,
    schemas: processSchemas,
    onFailure: publishFailures(new Metrics({ serviceName })),
  });
