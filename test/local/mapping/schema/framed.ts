/** Values as a producer with Glue's serializer writes them. */
export const VERSION = '5e7b6a20-9abc-4def-8123-00000000000a';

export function framed(payload: Buffer, { version = VERSION, compression = 0 } = {}): Buffer {
  return Buffer.concat([Buffer.of(3, compression), Buffer.from(version.replaceAll('-', ''), 'hex'), payload]);
}
