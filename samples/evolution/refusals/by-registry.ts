/** What the running registry makes of version 3: a version with the status FAILURE, which nobody can use. */
import { GlueClient, RegisterSchemaVersionCommand } from '@aws-sdk/client-glue';
import type { Platform } from '../../../local/platform.ts';
import type { Finding } from '../finding.ts';
import { collectOld } from '../functions/collect-old/subscription.ts';
import { parcels } from '../topics.ts';
import { version3 } from './version-3.ts';

export async function refusedByRegistry({
  registry,
  s3: { region, credentials },
  environment,
}: Platform): Promise<Finding> {
  const client = new GlueClient({ endpoint: registry.endpoint, region, credentials });
  const RegistryName = environment(collectOld.functionName).SCHEMA_REGISTRY;
  try {
    const { Status, VersionNumber } = await client.send(
      new RegisterSchemaVersionCommand({
        SchemaId: { RegistryName, SchemaName: parcels.name },
        SchemaDefinition: version3(),
      }),
    );
    return {
      ok: Status === 'FAILURE',
      text: `registry  RegisterSchemaVersion: version ${VersionNumber}, status ${Status}`,
    };
  } finally {
    client.destroy();
  }
}
