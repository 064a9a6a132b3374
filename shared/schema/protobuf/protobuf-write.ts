/** Writes a value behind its frame and the index of its message. */
import protobuf from 'protobufjs/light.js';
import type { Write } from '../contract.ts';
import type { Encode } from './encoder.ts';
import type { MessageIndex } from './message-index.ts';
import { Misfit } from './misfit.ts';

/** What a value's buffer may have grown to and still be used again. */
const MOST_KEPT = 1024 * 1024;

let scratch = protobuf.Writer.create();

export function protobufWrite<V>(encode: Encode, { written }: MessageIndex): Write<V> {
  return (value, room) => {
    const writer = scratch;
    // Of a value that was refused within a message.
    writer.states = null;
    // The frame's bytes are whatever they are.
    writer.pos = room;
    writer.raw(written);
    try {
      encode(writer, value, 0);
    } catch (thrown) {
      throw thrown instanceof Misfit ? thrown.schemaError() : thrown;
    }
    const { buf, pos } = writer;
    const bytes = Buffer.allocUnsafe(pos);
    bytes.set(buf.subarray(room, pos), room);
    if (buf.length > MOST_KEPT) scratch = protobuf.Writer.create();
    return bytes;
  };
}
