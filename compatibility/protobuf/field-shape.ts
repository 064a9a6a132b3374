/** What a field says of its values, apart from its name and number. */
import protobuf from 'protobufjs';

/**
 * `explicit`: a field that is absent can be told from one that holds the default. Messages and members of a oneof
 * always can.
 */
export type Presence = 'required' | 'explicit' | 'implicit' | 'repeated' | 'map';

export function presenceOf(field: protobuf.Field, syntax: string): Presence {
  if (field.map) return 'map';
  if (field.repeated) return 'repeated';
  if (field.required) return 'required';
  const explicit = syntax === 'proto2' || field.partOf || field.resolvedType instanceof protobuf.Type;
  return explicit ? 'explicit' : 'implicit';
}

/** The scalar's name, or `enum`, or `message`. */
export function kindOf(field: protobuf.Field): string {
  if (field.resolvedType instanceof protobuf.Enum) return 'enum';
  return field.resolvedType === null ? field.type : 'message';
}

/** As a person would write it: `repeated Line`, `map<string, int32>`. */
export function fieldText(field: protobuf.Field): string {
  if (field instanceof protobuf.MapField) return `map<${field.keyType}, ${field.type}>`;
  if (field.repeated) return `repeated ${field.type}`;
  return field.required ? `required ${field.type}` : field.type;
}

/** What an absent field of proto2 reads as, in a form that is the same for types that read each other. */
export function defaultText(field: protobuf.Field): string {
  const value: unknown = field.defaultValue;
  if (value instanceof Uint8Array || Array.isArray(value)) return Buffer.from(value).toString('hex');
  if (kindOf(field) === 'string') return Buffer.from(String(value)).toString('hex');
  if (kindOf(field) === 'bytes') return Buffer.from(String(value), 'latin1').toString('hex');
  return String(typeof value === 'boolean' ? Number(value) : value);
}
