/**
 * A field of the reader's is the writer's of the same name, or of one of its aliases. Where there is none it needs a
 * default; where there are two, nobody can tell which. Fields of the writer's alone are skipped.
 */
import type { RecordType } from './avro-type.ts';
import { below, type Place, type ReadType, type Reasons, reason } from './place.ts';
import { nameReasons } from './read-named.ts';

export interface Records {
  readonly reader: RecordType;
  readonly writer: RecordType;
  readonly at: Place;
  readonly readType: ReadType;
}

export function readRecord({ reader, writer, at, readType }: Records): Reasons {
  const pair = `${reader.name} ${writer.name}`;
  if (at.seen.has(pair)) return [];
  at.seen.add(pair);
  const fields = reader.fields.flatMap((field): Reasons => {
    const place = below(at, `.${field.name}`);
    const names = [field.name, ...field.aliases];
    const [written, ...more] = writer.fields.filter(({ name }) => names.includes(name));
    if (more.length > 0) {
      return [reason(place, 'ambiguous-alias', `the writer has more than one of ${names.join(', ')}`)];
    }
    if (written !== undefined) return readType(field.type, written.type, place);
    if (field.default !== undefined) return [];
    const has = writer.fields.map(({ name }) => name).join(', ') || 'no field';
    const message = `the reader needs ${names.join(' or ')}, and has no default; the writer has ${has}`;
    return [reason(place, 'reader-field-without-default', message)];
  });
  return [...nameReasons(reader, writer, at), ...fields];
}
