/**
 * The same number and name on both sides. Refused is whatever makes the reader see another value than was written:
 *   a type that does not hold every value of the writer's; another message or enum type
 *   one value where the writer has many, or the other way about; another type of a map's keys
 *   required where the writer may leave it out
 *   absent and zero told apart on one side alone; another default for what is absent
 */
import protobuf from 'protobufjs';
import type { Incompatibility } from '../incompatibility.ts';
import { defaultText, fieldText, kindOf, type Presence, presenceOf } from './field-shape.ts';
import { type Comparison, sameName } from './message-reasons.ts';
import { typeChange } from './scalar-types.ts';

export interface Place {
  readonly path: string;
  readonly comparison: Comparison;
}

export function fieldReasons(
  reader: protobuf.Field,
  writer: protobuf.Field,
  place: Place,
): Incompatibility[] {
  const { path, comparison } = place;
  const ours = presenceOf(reader, comparison.reader.syntax);
  const theirs = presenceOf(writer, comparison.writer.syntax);
  const broken = [typeRule(reader, writer, comparison), presenceRule(ours, theirs)];
  const found = broken.filter((each) => each !== undefined);
  // what absence means is asked of fields that are alike otherwise
  const last =
    found.length > 0 ? undefined : (absenceRule(ours, theirs) ?? defaultRule(reader, writer, place));
  return [...found, ...(last ? [last] : [])].map(({ rule, what = fieldText }) => {
    return { path, rule, message: `the reader has ${what(reader)}, the writer has ${what(writer)}` };
  });
}

interface Broken {
  readonly rule: string;
  /** What the message says of each side. Default: its type. */
  readonly what?: (field: protobuf.Field) => string;
}

function typeRule(
  reader: protobuf.Field,
  writer: protobuf.Field,
  comparison: Comparison,
): Broken | undefined {
  const maps = reader instanceof protobuf.MapField && writer instanceof protobuf.MapField;
  if (maps && reader.keyType !== writer.keyType) return { rule: 'map-key-changed' };
  const change = typeChange(kindOf(reader), kindOf(writer));
  if (change === 'narrower') return { rule: 'type-narrowed' };
  if (change === 'other') return { rule: 'type-changed' };
  if (reader.resolvedType === null || writer.resolvedType === null) return undefined;
  return sameName(reader.resolvedType, writer.resolvedType, comparison)
    ? undefined
    : { rule: 'type-changed' };
}

function presenceRule(reader: Presence, writer: Presence): Broken | undefined {
  const many = (presence: Presence): boolean => presence === 'repeated' || presence === 'map';
  if (reader !== writer && (many(reader) || many(writer))) return { rule: 'cardinality-changed' };
  return reader === 'required' && writer !== 'required' ? { rule: 'required-by-reader' } : undefined;
}

/** A required field is never absent, so it matters to the writer's others alone. */
function absenceRule(reader: Presence, writer: Presence): Broken | undefined {
  if (reader === writer || writer === 'required') return undefined;
  const able = reader === 'explicit' ? 'the reader' : 'the writer';
  return {
    rule: 'presence-changed',
    what: (field) => `${fieldText(field)} (${able} alone tells absent from zero)`,
  };
}

/** proto3 knows no defaults but the type's. */
function defaultRule(reader: protobuf.Field, writer: protobuf.Field, place: Place): Broken | undefined {
  const { syntax } = place.comparison.reader;
  const absent = presenceOf(reader, syntax) === 'explicit' && presenceOf(writer, syntax) === 'explicit';
  if (syntax !== 'proto2' || !absent || defaultText(reader) === defaultText(writer)) return undefined;
  return { rule: 'default-changed', what: (field) => `default ${JSON.stringify(field.defaultValue)}` };
}
