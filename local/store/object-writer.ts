import type { S3Client } from '@aws-sdk/client-s3';
import { REGION } from '../local-account.ts';

export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Writes objects as AWS itself does for a failure destination; the client is loaded by the first. */
export function objectWriter(endpoint: string, credentials: Identity) {
  let client: S3Client | undefined;
  return async (Bucket: string, Key: string, Body: Buffer): Promise<void> => {
    const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    client ??= new S3Client({ endpoint, region: REGION, credentials });
    await client.send(new PutObjectCommand({ Bucket, Key, Body }));
  };
}
