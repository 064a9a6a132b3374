/** What the registry gave to the versions of parcels, and a producer that writes one of them. */
import { schemaVersions } from '../../infra/lambda/schema-versions.ts';
import type { Platform } from '../../local/platform.ts';
import { pinned } from '../../shared/declare/pinned.ts';
import { createProducer } from '../../shared/produce/create-producer.ts';
import type { Producer } from '../../shared/produce/producer.ts';
import { Schemas } from '../../shared/schema/schemas.ts';
import { versionIds } from '../../shared/schema/version-ids.ts';
import { collectNew } from './functions/collect-new/subscription.ts';
import { parcels } from './topics.ts';

export type Version = 1 | 2;

type Deployed = Pick<Platform, 'bootstrap' | 'environment'>;

/** Of version 1 and 2, as the function that knows both got them. */
export function idsOf({ environment }: Deployed): readonly string[] {
  const { SCHEMA_VERSIONS = '' } = environment(collectNew.functionName);
  return versionIds(SCHEMA_VERSIONS).get(parcels.name)?.ids ?? [];
}

/** Has what a function that declares `publishes: [pinned(parcels, version)]` has. */
export function producerWriting(deployed: Deployed, version: Version): Producer {
  const { topic } = pinned(parcels, version);
  const text = schemaVersions({
    functionName: `writes-version-${version}`,
    uses: { topics: [topic], pins: new Map([[topic.name, version]]) },
    idsOf: () => idsOf(deployed).join(','),
  });
  const schemas = new Schemas(versionIds(text ?? ''));
  return createProducer({
    brokers: deployed.bootstrap.split(','),
    auth: { kind: 'plaintext' },
    source: `writes-version-${version}`,
    schemas: () => schemas,
  });
}
