/** The functions of the template, each in its role. Nothing starts before its first event. */
import path from 'node:path';
import type { KafkaCluster } from './kafka/kafka-cluster.ts';
import { createFunction, type LambdaFunction } from './lambda/create-function.ts';
import { ACCOUNT, IDENTITY, principalOf, REGION } from './local-account.ts';
import type { Watchdog } from './process/watchdog.ts';
import type { LocalRegistry } from './start-registry.ts';
import type { Store } from './store/store.ts';
import type { AppModel } from './template/app-model.ts';

interface FunctionParts {
  readonly kafka: KafkaCluster;
  readonly store: Store;
  readonly registry: Pick<LocalRegistry, 'functionEndpoint'>;
  readonly logs: string;
  readonly track: Watchdog['track'];
}

export function makeFunctions(
  model: AppModel,
  { kafka, store, registry, logs, track }: FunctionParts,
): ReadonlyMap<string, LambdaFunction> {
  return new Map(
    model.functions.map(({ definition, roleName }) => [
      definition.name,
      createFunction(definition, {
        region: REGION,
        accountId: ACCOUNT,
        credentials: { ...IDENTITY, sessionToken: principalOf(roleName) },
        extraEnvironment: {
          AWS_ENDPOINT_URL_S3: store.endpoint,
          AWS_ENDPOINT_URL_GLUE: registry.functionEndpoint,
          NODE_EXTRA_CA_CERTS: kafka.caFile,
        },
        logFile: path.join(logs, `${definition.name}.log`),
        track,
      }),
    ]),
  );
}
