/** Lists and reads the objects of a bucket, by a client of its own. */
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

export interface S3Access {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const ATTEMPTS = 3;
const CONNECT_MS = 1_000;
/** A page of a listing costs the local store a look at every object of the bucket. */
const ANSWER_MS = 15_000;

export class ObjectReader {
  readonly #client: S3Client;

  constructor({ endpoint, region, credentials }: S3Access) {
    this.#client = new S3Client({
      endpoint,
      region,
      credentials,
      forcePathStyle: true,
      maxAttempts: ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true,
      },
    });
  }

  async list(bucket: string, prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const page = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(token !== undefined && { ContinuationToken: token }),
        }),
      );
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    }
    return keys;
  }

  async read(bucket: string, key: string): Promise<string> {
    const answer = await this.#client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await answer.Body?.transformToString()) ?? '';
  }

  close(): void {
    this.#client.destroy();
  }
}
