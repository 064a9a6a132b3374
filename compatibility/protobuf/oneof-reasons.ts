/**
 * A reader keeps the last member of a oneof that it meets. So fields that the writer may set side by side must not be
 * members of one oneof of the reader. Taking fields out of a oneof loses nothing, nor does a new name for it. (`optional`
 * of proto3 is a oneof of its own here, with one member.)
 */
import type protobuf from 'protobufjs';
import type { Incompatibility } from '../incompatibility.ts';

export function oneofReasons(reader: protobuf.Type, writer: protobuf.Type, path: string): Incompatibility[] {
  return reader.oneofsArray.flatMap((oneof): Incompatibility[] => {
    const written = oneof.fieldsArray.flatMap((field) => writer.fieldsById[field.id] ?? []);
    const groups = new Set(written.map((field) => field.partOf ?? field));
    if (groups.size < 2) return [];
    const names = written.map((field) => field.name).join(', ');
    const message = `the reader has ${names} in oneof ${oneof.name}, the writer may set several of them`;
    return [{ path: `${path}.${oneof.name}`, rule: 'oneof-joined', message }];
  });
}
