/**
 * Kafka's record batch, magic 2, snappy, encoded once. Only the fields that change with the sequence (producer id,
 * epoch, base sequence and the checksum over them) are written again, when a batch moves to another producer id.
 *
 *   baseOffset i64 · length i32 · leaderEpoch i32 · magic i8 · crc u32 | attributes i16 · lastOffsetDelta i32 ·
 *   firstTimestamp i64 · maxTimestamp i64 · producerId i64 · epoch i16 · baseSequence i32 · count i32 · records
 */
import { crc32c } from './crc32c.ts';
import type { RawRecord } from './record.ts';
import { compressInto, snappyBound } from './snappy.ts';

const HEADER = 61;
const CRC_AT = 17;
const CRC_FROM = 21;
const SNAPPY = 2;
const NO_LEADER_EPOCH = -1;
/** The bytes that a record's place in its batch takes beyond the one that sizeOf() counts: in the place and in the length. */
const LARGEST_DELTA = 8;

export interface ProducerIdentity {
  readonly id: bigint;
  readonly epoch: number;
}

let plain = Buffer.allocUnsafe(256 * 1024);
let packed = Buffer.allocUnsafe(256 * 1024);

/** `timestamp` (epoch ms) is every record's: the time of publishing. */
export function encodeBatch(records: readonly RawRecord[], timestamp: number): Buffer {
  const bound = records.reduce((sum, record) => sum + sizeOf(record) + LARGEST_DELTA, 0);
  if (plain.length < bound) plain = Buffer.allocUnsafe(bound * 2);
  let at = 0;
  for (let index = 0; index < records.length; index += 1) {
    at = writeRecord(plain, at, records[index] as RawRecord, index);
  }
  if (packed.length < snappyBound(at)) packed = Buffer.allocUnsafe(snappyBound(at) * 2);
  const length = HEADER + compressInto(packed, 0, plain.subarray(0, at));
  const batch = Buffer.allocUnsafeSlow(length);
  packed.copy(batch, HEADER, 0, length - HEADER);
  batch.fill(0, 0, HEADER);
  batch.writeInt32BE(length - 12, 8);
  batch.writeInt32BE(NO_LEADER_EPOCH, 12);
  batch.writeInt8(2, 16);
  batch.writeInt16BE(SNAPPY, 21);
  batch.writeInt32BE(records.length - 1, 23);
  batch.writeBigInt64BE(BigInt(timestamp), 27);
  batch.writeBigInt64BE(BigInt(timestamp), 35);
  batch.writeInt32BE(records.length, 57);
  return batch;
}

export function stamp(batch: Buffer, producer: ProducerIdentity, baseSequence: number): void {
  batch.writeBigInt64BE(producer.id, 43);
  batch.writeInt16BE(producer.epoch, 51);
  batch.writeInt32BE(baseSequence, 53);
  batch.writeUInt32BE(crc32c(batch, CRC_FROM), CRC_AT);
}

/** As Java's DefaultRecordBatch.incrementSequence: 0 follows 2^31 - 1. */
export const nextSequence = (sequence: number, count: number): number => (sequence + count) % 2 ** 31;

/** The bytes of a record as the first of its batch, before compression. */
export function sizeOf({ key, value, headers }: RawRecord): number {
  const size = bodySize(key, value, headers, 0);
  return varintSize(size) + size;
}

function writeRecord(
  out: Buffer,
  start: number,
  { key, value, headers }: RawRecord,
  offsetDelta: number,
): number {
  const size = bodySize(key, value, headers, offsetDelta);
  let at = varint(out, start, size);
  out[at++] = 0;
  out[at++] = 0;
  at = varint(out, at, offsetDelta);
  at = bytes(out, at, key);
  at = bytes(out, at, value);
  at = varint(out, at, headers.length);
  for (const [name, content] of headers) {
    const length = Buffer.byteLength(name);
    at = varint(out, at, length);
    out.write(name, at);
    at = bytes(out, at + length, content);
  }
  return at;
}

function bodySize(
  key: Buffer | null,
  value: Buffer | null,
  headers: RawRecord['headers'],
  delta: number,
): number {
  let size = 2 + varintSize(delta) + bytesSize(key) + bytesSize(value) + varintSize(headers.length);
  for (const [name, content] of headers) {
    const length = Buffer.byteLength(name);
    size += varintSize(length) + length + bytesSize(content);
  }
  return size;
}

function bytes(out: Buffer, at: number, content: Buffer | null): number {
  if (content === null) return varint(out, at, -1);
  const next = varint(out, at, content.length);
  out.set(content, next);
  return next + content.length;
}

const bytesSize = (content: Buffer | null): number =>
  content === null ? 1 : varintSize(content.length) + content.length;

/** Zig-zag, as protobuf's sint32. */
function varint(out: Buffer, start: number, value: number): number {
  let at = start;
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  while (rest > 127) {
    out[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  out[at++] = rest;
  return at;
}

function varintSize(value: number): number {
  const rest = ((value << 1) ^ (value >> 31)) >>> 0;
  return rest < 0x80 ? 1 : rest < 0x4000 ? 2 : rest < 0x200000 ? 3 : rest < 0x10000000 ? 4 : 5;
}
