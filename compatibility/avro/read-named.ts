/** Names, symbols and sizes. */
import type { EnumType, FixedType, NamedType } from './avro-type.ts';
import { type Place, type Reasons, reason } from './place.ts';

/** An alias of the reader's is a name it had. */
export const isNamedAs = (reader: NamedType, writer: NamedType): boolean =>
  reader.name === writer.name || reader.aliases.includes(writer.name);

export function nameReasons(reader: NamedType, writer: NamedType, at: Place): Reasons {
  if (isNamedAs(reader, writer)) return [];
  const message = `the reader has ${reader.kind} ${reader.name}, the writer ${writer.name}, which is no alias of it`;
  return [reason(at, 'name-mismatch', message)];
}

export function symbolReasons(reader: EnumType, writer: EnumType, at: Place): Reasons {
  const unknown = writer.symbols.filter((symbol) => !reader.symbols.includes(symbol));
  if (unknown.length === 0 || reader.default !== undefined) return [];
  const message = `the reader has no symbol ${unknown.join(', ')} and no default; it has ${reader.symbols.join(', ')}`;
  return [reason(at, 'enum-symbol-missing', message)];
}

export function sizeReasons(reader: FixedType, writer: FixedType, at: Place): Reasons {
  if (reader.size === writer.size) return [];
  return [reason(at, 'fixed-size', `the reader has ${reader.size} bytes, the writer ${writer.size}`)];
}
