/**
 * A field is known by its number. The reader's field and the writer's field of that number must have one name, since a
 * number that is used again for something else decodes without an error. A field that only one side has is no harm,
 * unless the reader requires it or the name went to another number. Each pair of messages is looked at once.
 */
import protobuf from 'protobufjs';
import type { Incompatibility } from '../incompatibility.ts';
import type { Definition } from './definition.ts';
import { enumReasons } from './enum-reasons.ts';
import { fieldReasons } from './field-reasons.ts';
import { fieldText } from './field-shape.ts';
import { oneofReasons } from './oneof-reasons.ts';

export interface Comparison {
  readonly reader: Definition;
  readonly writer: Definition;
  /** Full names of the reader's messages and enums that were looked at. */
  readonly seen: Set<string>;
}

/** Of what is declared under the same name on both sides. */
export function messageReasons(
  pair: readonly [reader: protobuf.Type, writer: protobuf.Type],
  path: string,
  comparison: Comparison,
): Incompatibility[] {
  const [reader, writer] = pair;
  if (comparison.seen.has(reader.fullName)) return [];
  comparison.seen.add(reader.fullName);
  return [
    ...reader.fieldsArray.flatMap((field) => {
      const at = `${path}.${field.name}`;
      const moved = writer.get(field.name);
      if (moved instanceof protobuf.Field && moved.id !== field.id) {
        const message = `the reader has ${field.name} = ${field.id}, the writer has ${field.name} = ${moved.id}`;
        return [{ path: at, rule: 'number-changed', message }];
      }
      const written = writer.fieldsById[field.id];
      if (written === undefined) return missingReasons(field, at);
      if (written.name !== field.name) {
        const message = `the reader has ${field.name} = ${field.id}, the writer has ${written.name} = ${field.id}`;
        return [{ path: at, rule: 'field-renamed', message }];
      }
      return [...fieldReasons(field, written, { path: at, comparison }), ...nested(field, written, at)];
    }),
    ...oneofReasons(reader, writer, path),
  ];

  function nested(ours: protobuf.Field, theirs: protobuf.Field, at: string): Incompatibility[] {
    const [own, other] = [ours.resolvedType, theirs.resolvedType];
    if (own === null || other === null || !sameName(own, other, comparison)) return [];
    if (own instanceof protobuf.Type && other instanceof protobuf.Type) {
      return messageReasons([own, other], at, comparison);
    }
    if (own instanceof protobuf.Enum && other instanceof protobuf.Enum) {
      if (comparison.seen.has(own.fullName)) return [];
      comparison.seen.add(own.fullName);
      return enumReasons(own, other, at);
    }
    return [];
  }
}

function missingReasons(field: protobuf.Field, path: string): Incompatibility[] {
  if (!field.required) return [];
  const message = `the reader requires ${fieldText(field)} ${field.name}, the writer has no such field`;
  return [{ path, rule: 'required-by-reader', message }];
}

/** The package aside: that is a reason of its own. */
export function sameName(
  reader: protobuf.ReflectionObject,
  writer: protobuf.ReflectionObject,
  { reader: ours, writer: theirs }: Comparison,
): boolean {
  return nameWithin(reader, ours.package) === nameWithin(writer, theirs.package);
}

function nameWithin({ fullName }: protobuf.ReflectionObject, name: string): string {
  const prefix = name === '' ? '.' : `.${name}.`;
  return fullName.startsWith(prefix) ? fullName.slice(prefix.length) : fullName;
}
