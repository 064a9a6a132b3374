/** AWS Glue's frame, as its Java serializer writes and reads it. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Framing, Opened } from './framing.ts';
import { SchemaError } from './schema-error.ts';

const HEADER = 18;
const MAGIC = 0x03;
const NONE = 0x00;
const ZLIB = 0x05;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether it may be the id of a version in Glue, in lower case. */
export const isVersionId = (text: string): boolean => UUID.test(text);

/** No record of a topic has more; larger values go through the claim check, which compresses them itself. */
export const MOST_INFLATED = 32 * 1024 * 1024;

export const glueFraming = ({ zlib }: { readonly zlib: boolean }): Framing => ({
  framed: 'glue',
  header,
  open,
  ...(zlib && { seal }),
});

function header(reference: string): Buffer {
  if (!isVersionId(reference)) {
    throw new RangeError(`a schema version '${reference.slice(0, 64)}'; allowed: a UUID in lower case`);
  }
  return Buffer.concat([Buffer.of(MAGIC, NONE), Buffer.from(reference.replaceAll('-', ''), 'hex')]);
}

function open(bytes: Buffer): Opened {
  if (bytes.length > 0 && bytes[0] !== MAGIC) {
    throw new SchemaError(
      'frame-magic',
      `the first byte is ${hex(bytes[0])}; allowed: ${hex(MAGIC)} (Glue's frame)`,
    );
  }
  if (bytes.length < HEADER) {
    throw new SchemaError('frame-truncated', `${bytes.length} bytes; a frame has ${HEADER}`);
  }
  const compression = bytes[1];
  if (compression !== NONE && compression !== ZLIB) {
    throw new SchemaError(
      'frame-compression',
      `compression ${hex(compression)}; allowed: ${hex(NONE)} (none), ${hex(ZLIB)} (zlib)`,
    );
  }
  const rest = bytes.subarray(HEADER);
  return { reference: uuid(bytes), payload: compression === ZLIB ? inflated(rest) : rest };
}

function seal(framedValue: Buffer): Buffer {
  const sealed = Buffer.concat([framedValue.subarray(0, HEADER), deflateSync(framedValue.subarray(HEADER))]);
  sealed[1] = ZLIB;
  return sealed;
}

function inflated(compressed: Buffer): Buffer {
  try {
    // With `info` it answers both, which its types do not say.
    const { buffer, engine } = inflateSync(compressed, {
      maxOutputLength: MOST_INFLATED,
      chunkSize: chunkFor(compressed.length),
      info: true,
    }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
    if (engine.bytesWritten === compressed.length) return buffer;
  } catch (cause) {
    if ((cause as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new SchemaError(
        'frame-bomb',
        `${compressed.length} bytes inflate to more than the ${MOST_INFLATED} that are allowed`,
      );
    }
    throw new SchemaError('frame-zlib', `the ${compressed.length} bytes behind the frame are no zlib stream`);
  }
  throw new SchemaError('frame-zlib', 'bytes are left behind the zlib stream');
}

/** Node keeps a chunk of every stream until the event loop turns: 16 KB for each record of a batch, if not told. */
const chunkFor = (compressed: number): number => Math.min(Math.max(4 * compressed, 256), 64 * 1024);

function uuid(bytes: Buffer): string {
  const text = bytes.toString('hex', 2, HEADER);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

const hex = (byte: number | undefined): string => `0x${(byte ?? 0).toString(16).padStart(2, '0')}`;
