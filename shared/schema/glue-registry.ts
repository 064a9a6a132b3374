/**
 * The one call of AWS Glue that a function may make, GetSchemaVersion. Signed and sent by hand: Glue's client has 320 KB,
 * and what signs is in the bundle for S3 and Kafka already. Loaded with the first question.
 */
import type { AskRegistry, RegistryVersion } from './version-lookup.ts';

interface Answer {
  readonly SchemaDefinition?: unknown;
  readonly SchemaArn?: unknown;
  readonly Status?: unknown;
}

/** `registry`: its name; a version of another is none of ours. */
export function glueRegistry(registry: string, env: NodeJS.ProcessEnv = process.env): AskRegistry {
  let sender: Promise<Send> | undefined;
  return async (reference, signal) => {
    sender ??= signedSender(env);
    const response = await (await sender)('GetSchemaVersion', { SchemaVersionId: reference }, signal);
    const body = await response.json();
    if (response.ok) return versionOf(body as Answer, registry);
    const type = String((body as { readonly __type?: unknown }).__type ?? '');
    if (type.endsWith('EntityNotFoundException')) return undefined;
    throw new Error(`Glue answered ${response.status} ${type}`);
  };
}

function versionOf(
  { SchemaDefinition, SchemaArn, Status }: Answer,
  registry: string,
): RegistryVersion | undefined {
  if (typeof SchemaDefinition !== 'string' || typeof SchemaArn !== 'string') {
    throw new Error('Glue answered without a definition');
  }
  // arn:aws:glue:<region>:<account>:schema/<registry>/<schema>
  const [, of, schema] = SchemaArn.slice(SchemaArn.lastIndexOf(':') + 1).split('/');
  if (of !== registry || schema === undefined) return undefined;
  if (Status === 'PENDING') throw new Error('the version is still being checked');
  return Status === 'AVAILABLE' ? { schema, definition: SchemaDefinition } : undefined;
}

type Send = (action: string, body: object, signal: AbortSignal) => Promise<Response>;

async function signedSender(env: NodeJS.ProcessEnv): Promise<Send> {
  const [{ SignatureV4 }, { Sha256 }, { defaultProvider }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
    import('@aws-sdk/credential-provider-node'),
  ]);
  const region = env.AWS_REGION ?? '';
  const url = new URL(env.AWS_ENDPOINT_URL_GLUE ?? `https://glue.${region}.amazonaws.com`);
  const signer = new SignatureV4({ service: 'glue', region, credentials: defaultProvider(), sha256: Sha256 });
  return async (action, content, signal) => {
    const body = JSON.stringify(content);
    const { headers } = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: url.port === '' ? undefined : Number(url.port),
      path: '/',
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSGlue.${action}`,
      },
      body,
    } as Parameters<typeof signer.sign>[0]);
    return fetch(url, { method: 'POST', headers, body, signal });
  };
}
