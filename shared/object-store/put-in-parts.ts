/**
 * A multipart upload of bytes in memory. The condition travels with the completion: until then the key stays free.
 * Whatever goes wrong, the parts are removed before the caller hears of it; where even that fails, the bucket's rule
 * for incomplete uploads has to do it.
 */
import type { CompletedPart } from '@aws-sdk/client-s3';
import type { S3Connection } from './s3-connection.ts';

/** S3 takes no smaller part but the last. */
export const PART_BYTES = 5 * 1024 * 1024;
const PARTS_IN_FLIGHT = 4;
/** Not the time of an ordinary request: this one is for order only. */
const REMOVE_MS = 2_000;

export interface Write {
  readonly Bucket: string;
  readonly Key: string;
  readonly Body: Buffer;
  readonly ContentType: string;
  readonly IfNoneMatch: '*';
}

export async function putInParts(
  { client, sdk }: S3Connection,
  { Bucket, Key, Body, ContentType, IfNoneMatch }: Write,
  signal?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const abortSignal = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const { UploadId } = await client.send(
    new sdk.CreateMultipartUploadCommand({ Bucket, Key, ContentType, ChecksumAlgorithm: 'CRC32' }),
    { abortSignal },
  );
  const upload = { Bucket, Key, UploadId };

  const send = async (PartNumber: number): Promise<CompletedPart> => {
    const part = Body.subarray((PartNumber - 1) * PART_BYTES, PartNumber * PART_BYTES);
    const { ETag, ChecksumCRC32 } = await client.send(
      new sdk.UploadPartCommand({ ...upload, PartNumber, Body: part, ChecksumAlgorithm: 'CRC32' }),
      { abortSignal },
    );
    return { PartNumber, ETag, ChecksumCRC32 };
  };
  const count = Math.ceil(Body.length / PART_BYTES);
  const parts: CompletedPart[] = [];
  let next = 1;
  const sendSome = async (): Promise<void> => {
    while (next <= count) {
      const number = next++;
      parts[number - 1] = await send(number);
    }
  };
  const senders = Array.from({ length: PARTS_IN_FLIGHT }, sendSome);

  try {
    await Promise.all(senders);
    await client.send(
      new sdk.CompleteMultipartUploadCommand({ ...upload, IfNoneMatch, MultipartUpload: { Parts: parts } }),
      { abortSignal },
    );
  } catch (error) {
    stop.abort();
    // A part that arrives after the removal would stay.
    await Promise.allSettled(senders);
    const limit = { abortSignal: AbortSignal.timeout(REMOVE_MS) };
    await client.send(new sdk.AbortMultipartUploadCommand(upload), limit).catch(() => {});
    throw error;
  }
}
