/**
 * A frame says which version of a schema the payload behind it was written with.
 *   glue       0x03 · compression (0x00 none, 0x05 zlib) · UUID of the version, 16 bytes        18 bytes
 *   confluent  0x00 · id of the schema, int32, big-endian                                        5 bytes
 * Reading is strict: what is no whole frame is refused with a code, never taken for something else.
 */
import { confluentFraming } from './confluent-framing.ts';
import type { Framed } from './contract.ts';
import { glueFraming } from './glue-framing.ts';

export interface Opened {
  /** The version: a UUID, or a number in decimal. */
  readonly reference: string;
  readonly payload: Buffer;
}

export interface Framing {
  readonly framed: Framed;
  /** What stands before an uncompressed payload of that version. Throws where the reference is none. */
  header(reference: string): Buffer;
  /** Of a whole value. The payload may share its memory. Throws a SchemaError. */
  open(bytes: Buffer): Opened;
  /** What is sent instead of a value with its header before it. */
  seal?(framedValue: Buffer): Buffer;
}

/** `glue-zlib` writes compressed payloads; all of Glue's are read by both. */
export type FramingKind = 'glue' | 'glue-zlib' | 'confluent';

export const framingOf = (kind: FramingKind): Framing =>
  kind === 'confluent' ? confluentFraming : glueFraming({ zlib: kind === 'glue-zlib' });
