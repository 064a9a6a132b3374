/** Confluent's frame, for topics whose producers or consumers keep their schemas in a registry of that kind. */
import type { Framing, Opened } from './framing.ts';
import { SchemaError } from './schema-error.ts';

const HEADER = 5;
const MAGIC = 0x00;
const LARGEST = 0x7fff_ffff;

export const confluentFraming: Framing = { framed: 'confluent', header, open };

function header(reference: string): Buffer {
  const id = Number(reference);
  if (!Number.isInteger(id) || id < 0 || id > LARGEST) {
    throw new RangeError(`a schema id '${reference.slice(0, 64)}'; allowed: 0 to ${LARGEST}`);
  }
  const bytes = Buffer.alloc(HEADER, MAGIC);
  bytes.writeInt32BE(id, 1);
  return bytes;
}

function open(bytes: Buffer): Opened {
  if (bytes.length > 0 && bytes[0] !== MAGIC) {
    throw new SchemaError(
      'frame-magic',
      `the first byte is ${bytes[0]}; allowed: ${MAGIC} (Confluent's frame)`,
    );
  }
  if (bytes.length < HEADER) {
    throw new SchemaError('frame-truncated', `${bytes.length} bytes; a frame has ${HEADER}`);
  }
  return { reference: String(bytes.readInt32BE(1)), payload: bytes.subarray(HEADER) };
}
