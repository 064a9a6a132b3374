/** Reads a payload: which message it is, then that message, to the last byte. */
import type { Read } from '../contract.ts';
import type { Decode } from './decoder.ts';
import type { MessageIndex } from './message-index.ts';
import { Misfit } from './misfit.ts';
import { WireReader } from './wire-reader.ts';

export function protobufRead<V>(decode: Decode, { skip }: MessageIndex): Read<V> {
  // Never read by two at a time: reading is synchronous, and a value holds nothing of it.
  const reader = new WireReader();
  return (bytes, from, to) => {
    reader.start(bytes, skip(bytes, from, to), to);
    try {
      return decode(reader, undefined, 0) as V;
    } catch (thrown) {
      throw thrown instanceof Misfit ? thrown.schemaError() : thrown;
    }
  };
}
