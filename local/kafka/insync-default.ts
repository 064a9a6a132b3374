/**
 * The cluster's own min.insync.replicas. The controller writes the first it is started with into the cluster's metadata,
 * where it wins over every properties file from then on; so a changed MSK configuration is written there too.
 */
import {
  ConfigResourceTypes,
  describeConfigsV4,
  IncrementalAlterConfigOperationTypes,
  incrementalAlterConfigsV1,
} from '@platformatic/kafka';
import { type BrokerConnection, withBroker } from './broker-connection.ts';
import { untilEveryBroker } from './until-every-broker.ts';

const KEY = 'min.insync.replicas';
const EVERY_BROKER = { resourceType: ConfigResourceTypes.BROKER, resourceName: '' };

export async function alignInsyncDefault(bootstrap: string, wanted: string): Promise<void> {
  await withBroker(bootstrap, async (broker) => {
    if ((await keptAt(broker)) === wanted) return;
    const change = { name: KEY, configOperation: IncrementalAlterConfigOperationTypes.SET, value: wanted };
    await broker.ask((connection) =>
      incrementalAlterConfigsV1.api.async(connection, [{ ...EVERY_BROKER, configs: [change] }], false),
    );
  });
  await untilEveryBroker(bootstrap, `${KEY} ${wanted}`, async (broker) => (await keptAt(broker)) === wanted);
}

async function keptAt(broker: BrokerConnection): Promise<string | null | undefined> {
  const { results } = await broker.ask((connection) =>
    describeConfigsV4.api.async(connection, [{ ...EVERY_BROKER, configurationKeys: [KEY] }]),
  );
  return results[0]?.configs.find(({ name }) => name === KEY)?.value;
}
