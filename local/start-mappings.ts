/** The event source mappings of the template, from its topics to its functions. */
import type { KafkaCluster } from './kafka/kafka-cluster.ts';
import type { Mapping } from './mapping/mapping.ts';
import { type StartPorts, startMapping } from './mapping/start-mapping.ts';
import type { Ending } from './process/ending.ts';
import type { Store } from './store/store.ts';
import type { AppModel } from './template/app-model.ts';

interface MappingParts extends Pick<StartPorts, 'invoke' | 'log' | 'schemaVersion'> {
  readonly kafka: KafkaCluster;
  readonly store: Store;
}

export async function startMappings(
  model: AppModel,
  { kafka, store, invoke, log, schemaVersion }: MappingParts,
  ending: Ending,
): Promise<readonly Mapping[]> {
  const starts = model.mappings.map(async (definition) => {
    const mapping = await startMapping(definition, {
      bootstrap: kafka.bootstrap,
      bootstrapServers: kafka.iamBootstrap,
      invoke,
      putObject: (bucket, key, body) => store.putObject(bucket, key, body),
      ...(schemaVersion && { schemaVersion }),
      log: (text) => log(`mapping ${definition.topic}: ${text}`),
    });
    ending.add('mappings', () => mapping.stop());
    return mapping;
  });
  // One that fails waits for the others: each is ended in its phase, none after the brokers.
  await Promise.allSettled(starts);
  return Promise.all(starts);
}
