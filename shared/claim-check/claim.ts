/**
 * The wire form of a claim (bakdata's protocol B, and the size):
 *   value    UTF-8 `s3://<bucket>/<topic>/<yyyy-mm-dd>/<sha256 of the uncompressed bytes, hex>`
 *   headers  __large.message.backed.value        one byte, 1
 *            __large.message.backed.compression  one byte: 0 none, 1 gzip, 4 zstd
 *            x-claim-check-size                  decimal text, uncompressed bytes
 * The day of the upload keeps an object that is used again from expiring before the record that points at it.
 */
import type { Header } from '../produce/record.ts';
import { CLAIM_HEADER } from './claim-check.ts';
import { ClaimError } from './claim-error.ts';

const COMPRESSION_HEADER = '__large.message.backed.compression';
const SIZE_HEADER = 'x-claim-check-size';
const COMPRESSIONS = { none: 0, gzip: 1, zstd: 4 } as const;
export type Compression = keyof typeof COMPRESSIONS;

/** A topic's name is one segment of the key; stores on a file system take segments of some 200 bytes. */
const KEY = /^[A-Za-z0-9._-]{1,200}\/\d{4}-\d\d-\d\d\/([0-9a-f]{64})$/;
const LONGEST_POINTER = 512;

export interface Claim {
  readonly key: string;
  /** Hex, of the uncompressed bytes. */
  readonly sha256: string;
  readonly compression: Compression;
  /** Uncompressed bytes. */
  readonly size: number;
}

export function claimKey(topic: string, day: string, sha256: string): string {
  const key = `${topic}/${day}/${sha256}`;
  if (isKey(key)) return key;
  throw new ClaimError('claim-malformed', `topic '${topic}' cannot be a segment of an object key`);
}

export function encodeClaim(bucket: string, claim: Claim): { value: Buffer; headers: readonly Header[] } {
  return {
    value: Buffer.from(`s3://${bucket}/${claim.key}`),
    headers: [
      [CLAIM_HEADER, Buffer.of(1)],
      [COMPRESSION_HEADER, Buffer.of(COMPRESSIONS[claim.compression])],
      [SIZE_HEADER, Buffer.from(String(claim.size))],
    ],
  };
}

/** Whoever can write to the topic wrote this: nothing in it is believed. */
export function decodeClaim(bucket: string, value: Buffer, headers: readonly Header[]): Claim {
  const pointer = value.length <= LONGEST_POINTER ? value.toString('latin1') : '';
  const [, givenBucket, key = ''] = /^s3:\/\/([a-z0-9.-]{3,63})\/(.+)$/.exec(pointer) ?? [];
  if (givenBucket === undefined) {
    throw new ClaimError('claim-malformed', `the value (${value.length} bytes) is no pointer to an object`);
  }
  if (givenBucket !== bucket) {
    throw new ClaimError('claim-foreign-bucket', `the pointer leads to a bucket other than ${bucket}`);
  }
  if (!isKey(key)) {
    throw new ClaimError('claim-malformed', 'the object key is not <topic>/<yyyy-mm-dd>/<sha256>');
  }
  return { key, sha256: key.slice(-64), compression: compressionOf(headers), size: sizeOf(headers) };
}

const isKey = (key: string): boolean => KEY.test(key) && !key.startsWith('./') && !key.startsWith('../');

function compressionOf(headers: readonly Header[]): Compression {
  const header = last(headers, COMPRESSION_HEADER);
  if (header === undefined) return 'none';
  const names = Object.keys(COMPRESSIONS) as Compression[];
  const name = names.find((each) => header.length === 1 && header[0] === COMPRESSIONS[each]);
  if (name === undefined) {
    throw new ClaimError(
      'claim-compression',
      `${COMPRESSION_HEADER} is ${header.toString('hex').slice(0, 8)}`,
    );
  }
  return name;
}

function sizeOf(headers: readonly Header[]): number {
  const text = last(headers, SIZE_HEADER)?.toString('latin1') ?? '';
  if (!/^\d{1,15}$/.test(text)) {
    throw new ClaimError('claim-malformed', `${SIZE_HEADER} is missing or no number`);
  }
  return Number(text);
}

const last = (headers: readonly Header[], name: string): Buffer | undefined =>
  headers.findLast(([each]) => each === name)?.[1];
