/** The event source mappings of the template, from its topics to its functions. */
import type { KafkaCluster } from './kafka/kafka-cluster.ts';
import type { Mapping } from './mapping/mapping.ts';
import { type StartPorts, startMapping } from './mapping/start-mapping.ts';
import type { Ending } from './process/ending.ts';
import type { Store } from './store/store.ts';
import type { AppModel } from './template/app-model.ts';

interface MappingParts extends Pick<StartPorts, 'invoke' | 'log'> {
  readonly kafka: KafkaCluster;
  readonly store: Store;
}

export async function startMappings(
  model: AppModel,
  { kafka, store, invoke, log }: MappingParts,
  ending: Ending,
): Promise<readonly Mapping[]> {
  const mappings = await Promise.all(
    model.mappings.map((definition) =>
      startMapping(definition, {
        bootstrap: kafka.bootstrap,
        bootstrapServers: kafka.iamBootstrap,
        invoke,
        putObject: (bucket, key, body) => store.putObject(bucket, key, body),
        log: (text) => log(`mapping ${definition.topic}: ${text}`),
      }),
    ),
  );
  ending.add('mappings', async () => {
    await Promise.all(mappings.map((mapping) => mapping.stop()));
  });
  return mappings;
}
