import { expect, it } from 'vitest';
import type { KafkaCluster } from '../../local/kafka/kafka-cluster.ts';
import type { MappingDefinition } from '../../local/mapping/mapping-definition.ts';
import { Ending, type Phase } from '../../local/process/ending.ts';
import { startMappings } from '../../local/start-mappings.ts';
import type { Store } from '../../local/store/store.ts';
import { readSample } from './template/sample-app.ts';

const model = readSample();
const mapping = model.mappings[0]!;

/** Disabled ones ask no broker for anything. */
async function start(mappings: readonly MappingDefinition[]) {
  const added: Phase[] = [];
  const ending = new Ending(() => {});
  const add = ending.add.bind(ending);
  ending.add = (phase, stop) => {
    added.push(phase);
    add(phase, stop);
  };
  const parts = {
    kafka: { bootstrap: '127.0.0.1:1', iamBootstrap: '127.0.0.1:1' } as KafkaCluster,
    store: {} as Store,
    invoke: () => Promise.reject(new Error('nothing is invoked')),
    log: () => {},
  };
  const failure = await startMappings({ ...model, mappings }, parts, ending).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { added, failure };
}

it('mappings that started are ended, though one beside them does not start', async () => {
  const good = { ...mapping, enabled: false };
  const bad: MappingDefinition = { ...mapping, startingPosition: 'AT_TIMESTAMP' };
  const { added, failure } = await start([good, bad, good]);
  expect(failure).toMatch(/AT_TIMESTAMP is not implemented here/);
  expect(added).toEqual(['mappings', 'mappings']);
});
