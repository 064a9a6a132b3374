/** The reasons why what was written as one type is not read as another. */
import { type AvroType, describe, isNamed, simpleName } from './avro-type.ts';
import { logicalReasons } from './logical-type.ts';
import { below, type Place, type Reasons, reason } from './place.ts';
import { promotes } from './promotes.ts';
import { nameReasons, sizeReasons, symbolReasons } from './read-named.ts';
import { readRecord } from './read-record.ts';
import { readUnion } from './read-union.ts';

export function readType(reader: AvroType, writer: AvroType, at: Place): Reasons {
  // Whatever the writer chose must be read.
  if (writer.kind === 'union') return writer.branches.flatMap((branch) => readType(reader, branch, at));
  if (reader.kind === 'union') return readUnion({ reader, writer, at, readType });
  // The path of a whole value begins with its name.
  const place = at.path === '' && isNamed(reader) ? below(at, simpleName(reader.name)) : at;
  if (reader.kind === 'array' && writer.kind === 'array') {
    return readType(reader.items, writer.items, below(place, '[]'));
  }
  if (reader.kind === 'map' && writer.kind === 'map') {
    return readType(reader.values, writer.values, below(place, '{}'));
  }
  if (reader.kind === 'record' && writer.kind === 'record') {
    return readRecord({ reader, writer, at: place, readType });
  }
  if (reader.kind === 'enum' && writer.kind === 'enum') {
    return [...nameReasons(reader, writer, place), ...symbolReasons(reader, writer, place)];
  }
  if (reader.kind === 'fixed' && writer.kind === 'fixed') {
    return [
      ...nameReasons(reader, writer, place),
      ...sizeReasons(reader, writer, place),
      ...logicalReasons(reader, writer, place),
    ];
  }
  if (!('logical' in reader && 'logical' in writer && promotes(reader.kind, writer.kind))) {
    return [
      reason(place, 'type-mismatch', `the reader has ${describe(reader)}, the writer ${describe(writer)}`),
    ];
  }
  if (reader.kind === 'string' && writer.kind === 'bytes') {
    const message = 'the reader has a string, the writer bytes, which need not be UTF-8';
    return [reason(place, 'bytes-as-string', message)];
  }
  return logicalReasons(reader, writer, place);
}
