/**
 * One Protobuf message as JSON text, read by protobufjs. Its bounds are protobufjs' own: lengths within the bytes, a
 * hundred levels.
 *
 * Assumed, since how Lambda says it is not documented: Protobuf's JSON mapping, with names in camel case, 64-bit numbers
 * as text, bytes in base64, enums by name, what is not set left out, a Timestamp as text.
 */
import protobuf from 'protobufjs';
import { messageIndex, messagesByIndex } from './message-index.ts';
import { typesIn } from './types-in.ts';
import { undecodable } from './undecodable.ts';
import { wellKnownAsJson } from './well-known-json.ts';

const AS_JSON = { longs: String, enums: String, bytes: String, json: true } as const;

/** Throws where the definition is none, or imports other than Google's common types. */
export function protobufJson(definition: string): (payload: Buffer) => Buffer {
  const root = new protobuf.Root();
  const { imports = [] } = protobuf.parse(definition, root);
  const messages = messagesByIndex(root);
  for (const file of imports) {
    const common = protobuf.common.get(file)?.nested;
    if (!common) throw new Error(`it imports '${file}', and a schema version is one file`);
    root.addJSON(common);
  }
  root.resolveAll();
  wellKnownAsJson(typesIn(root));
  return (payload) => {
    const { index, size } = messageIndex(payload);
    const type = messages[index];
    if (type === undefined) throw undecodable(`message ${index} of ${messages.length}`);
    try {
      return Buffer.from(JSON.stringify(type.toObject(type.decode(payload.subarray(size)), AS_JSON)));
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === 'undecodable') throw error;
      // protobufjs' message may quote what it read.
      throw undecodable(`the ${payload.length - size} bytes are no ${type.name}`, error);
    }
  };
}
