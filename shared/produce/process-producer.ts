import { processClaimCheck } from '../claim-check/process-claim-check.ts';
import { required } from '../environment.ts';
import { processSchemas } from '../schema/process-schemas.ts';
import { createProducer } from './create-producer.ts';
import type { Producer } from './producer.ts';

let shared: Producer | undefined;

/** The one producer of the process, made from the environment on first use and connected by its first record. */
export function processProducer(): Producer {
  shared ??= createProducer({
    brokers: required('KAFKA_BROKERS').split(','),
    auth: { kind: 'iam', region: required('AWS_REGION') },
    source: required('POWERTOOLS_SERVICE_NAME'),
    claimCheck: processClaimCheck,
    schemas: processSchemas,
  });
  return shared;
}
