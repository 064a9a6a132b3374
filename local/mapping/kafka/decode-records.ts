/**
 * A fetched record set (format 2, the only one since Kafka 4) to records: from the offset asked for on, since a broker
 * answers whole batches; markers and aborted transactions left out; up to the last batch that is there in full.
 */
import { compressionsAlgorithmsByBitmask, crc32c } from '@platformatic/kafka';
import type { SourceRecord } from '../record-source.ts';
import type { AbortedTransaction } from './fetch.ts';
import { VarintReader } from './varint-reader.ts';

export interface DecodedRecords {
  readonly records: SourceRecord[];
  /** The offset to fetch next; beyond the last record where offsets hold none. */
  readonly next: number;
}

/** Bytes before a batch's length counts, and of the whole header. */
const LENGTH_END = 12;
const HEADER = 61;
const CODEC = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

export function decodeRecords(
  bytes: Buffer,
  from: number,
  aborted: readonly AbortedTransaction[],
): DecodedRecords {
  const records: SourceRecord[] = [];
  const filter = abortFilter(aborted);
  let next = from;
  for (let at = 0; bytes.length - at >= HEADER; ) {
    const end = at + LENGTH_END + bytes.readInt32BE(at + 8);
    if (end > bytes.length) break;
    const batch = bytes.subarray(at, end);
    at = end;
    const lastOffset = Number(batch.readBigInt64BE(0)) + batch.readInt32BE(23);
    if (lastOffset < from) continue;
    if (!filter(batch, lastOffset)) decodeBatch(batch, from, records);
    next = lastOffset + 1;
  }
  return { records, next };
}

function decodeBatch(batch: Buffer, from: number, into: SourceRecord[]): void {
  const firstOffset = Number(batch.readBigInt64BE(0));
  const magic = batch.readInt8(16);
  if (magic !== 2) throw new Error(`the batch at offset ${firstOffset} has format ${magic}; known: 2`);
  if (crc32c(batch.subarray(21)) !== batch.readUInt32BE(17)) {
    throw new Error(`the batch at offset ${firstOffset} is corrupt: its checksum does not fit`);
  }
  const attributes = batch.readInt16BE(21);
  const firstTimestamp = Number(batch.readBigInt64BE(27));
  const appended = attributes & LOG_APPEND_TIME ? Number(batch.readBigInt64BE(35)) : undefined;
  const timestampType = appended === undefined ? 'CREATE_TIME' : 'LOG_APPEND_TIME';
  const count = batch.readInt32BE(57);
  const reader = new VarintReader(decompressed(batch, attributes & CODEC));
  for (let index = 0; index < count; index += 1) {
    const end = reader.varint() + reader.at;
    reader.at += 1; // attributes, unused
    const timestamp = appended ?? firstTimestamp + reader.varlong();
    if (appended !== undefined) reader.varlong();
    const offset = firstOffset + reader.varint();
    if (offset >= from) {
      const key = reader.bytes();
      const value = reader.bytes();
      into.push({ offset, timestamp, timestampType, key, value, headers: headers(reader) });
    }
    reader.at = end;
  }
}

const NO_HEADERS: SourceRecord['headers'] = [];

function headers(reader: VarintReader): SourceRecord['headers'] {
  const count = reader.varint();
  if (count === 0) return NO_HEADERS;
  const list: [Buffer | null, Buffer | null][] = [];
  for (let index = 0; index < count; index += 1) list.push([reader.bytes(), reader.bytes()]);
  return list;
}

function decompressed(batch: Buffer, codec: number): Buffer {
  const body = batch.subarray(HEADER);
  if (codec === 0) return body;
  const algorithm = compressionsAlgorithmsByBitmask[codec];
  if (algorithm === undefined) throw new Error(`compression ${codec} is not known; known: 0 to 4`);
  return algorithm.decompressSync(body);
}

/**
 * Tells which batches hold no records for a reader: markers, and with read_committed those of transactions that were
 * taken back. A producer's transaction is aborted from its first offset to its marker; the broker lists the aborted ones
 * in the order of their markers, so they are sorted here.
 */
function abortFilter(aborted: readonly AbortedTransaction[]): (batch: Buffer, lastOffset: number) => boolean {
  const waiting = aborted.toSorted((a, b) => b.firstOffset - a.firstOffset);
  const open = new Set<bigint>();
  return (batch, lastOffset) => {
    const attributes = batch.readInt16BE(21);
    if (!(attributes & (TRANSACTIONAL | CONTROL))) return false;
    const producer = batch.readBigInt64BE(43);
    for (
      let last = waiting.at(-1);
      last !== undefined && last.firstOffset <= lastOffset;
      last = waiting.at(-1)
    ) {
      open.add(last.producerId);
      waiting.pop();
    }
    // Commit or abort: a marker ends what its producer had open.
    if (attributes & CONTROL) open.delete(producer);
    return (attributes & CONTROL) !== 0 || open.has(producer);
  };
}
