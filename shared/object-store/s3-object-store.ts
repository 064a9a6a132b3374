/**
 * An object store in one S3 bucket.
 *
 * `If-None-Match: *` makes writing atomic and safe to repeat: 412 means that the object is there, also when it was our
 * own first attempt whose answer got lost. 409 means that another writer of this key is at work: try again.
 */
import { addAbortSignal, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore } from './object-store.ts';
import { ObjectStoreError } from './object-store-error.ts';
import { PART_BYTES, putInParts, type Write } from './put-in-parts.ts';
import { readBounded } from './read-bounded.ts';
import { type Connect, processS3, type S3Connection } from './s3-connection.ts';

const CONFLICT_ATTEMPTS = 5;
const CONFLICT_PAUSE_MS = 50;

export function s3ObjectStore(bucket: string, connect: Connect = processS3): ObjectStore {
  return {
    async create(key, body, { signal, contentType = 'application/octet-stream' } = {}) {
      const write: Write = {
        Bucket: bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        IfNoneMatch: '*',
      };
      const put = body.length > PART_BYTES ? putInParts : putInOne;
      for (let attempt = 1; ; attempt += 1) {
        signal?.throwIfAborted();
        try {
          await put(await connect(), write, signal);
          return 'created';
        } catch (error) {
          if (isTaken(error)) return 'exists';
          if (!isConflict(error)) throw error;
          if (attempt === CONFLICT_ATTEMPTS) {
            const message = `${key}: other writers were in the way ${attempt} times`;
            throw new ObjectStoreError('object-contended', message, { cause: error });
          }
        }
        await sleep(CONFLICT_PAUSE_MS * attempt * (0.5 + Math.random()), undefined, signal && { signal });
      }
    },

    async read(key, { maxBytes, signal }) {
      signal?.throwIfAborted();
      const { client, sdk } = await connect();
      const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
      const answer = await client.send(command, signal && { abortSignal: signal }).catch((error: Error) => {
        if (error.name === 'NoSuchKey') return undefined;
        throw error;
      });
      if (answer === undefined) return undefined;
      const body = answer.Body as Readable;
      return readBounded(signal ? addAbortSignal(signal, body) : body, {
        maxBytes,
        declared: answer.ContentLength,
      });
    },
  };
}

async function putInOne({ client, sdk }: S3Connection, write: Write, signal?: AbortSignal): Promise<void> {
  await client.send(new sdk.PutObjectCommand(write), signal && { abortSignal: signal });
}

const isTaken = (error: unknown): boolean => statusOf(error) === 412;

/** An upload that is gone was completed by an attempt whose answer got lost, or removed: the next one will tell. */
const isConflict = (error: unknown): boolean =>
  statusOf(error) === 409 || (error as Error).name === 'NoSuchUpload';

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
