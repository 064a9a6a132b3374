/**
 * What is to be read and written of a root message: itself and every message it reaches, from protobufjs' reflection.
 *   plain      a proto3 scalar without `optional`: always there, left out of the bytes while it is the default
 *   nullable   messages, `optional` scalars, members of a oneof: null where absent
 *   required   proto2: always there, always written
 * Groups are refused: proto2 gave them up itself, and registries do not agree on them.
 */
import protobuf, { type Enum, type Field, type Type } from 'protobufjs/light.js';

export type Scalar =
  | 'double'
  | 'float'
  | 'int32'
  | 'uint32'
  | 'sint32'
  | 'fixed32'
  | 'sfixed32'
  | 'int64'
  | 'uint64'
  | 'sint64'
  | 'fixed64'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

/** A scalar, or what is found under `index` in the plan's messages or enums. */
export type ValuePlan =
  | { readonly is: 'scalar'; readonly scalar: Scalar }
  | { readonly is: 'enum'; readonly index: number }
  | { readonly is: 'message'; readonly index: number };

export interface FieldPlan {
  readonly name: string;
  /** As the .proto file spells it. */
  readonly protoName: string;
  readonly id: number;
  readonly value: ValuePlan;
  readonly shape: 'one' | 'many' | 'map';
  readonly presence: 'plain' | 'nullable' | 'required';
  readonly packed: boolean;
  /** Of a map. */
  readonly key: Scalar | undefined;
  /** The oneof it is a member of; `optional` makes one of its own. */
  readonly oneof: string | undefined;
}

export interface MessagePlan {
  readonly name: string;
  /** By number. */
  readonly fields: readonly FieldPlan[];
}

export interface EnumPlan {
  readonly name: string;
  /** The name that is read; of aliases the first. */
  readonly names: Readonly<Record<number, string>>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly first: string;
}

export interface Plan {
  /** The root is the first. */
  readonly messages: readonly MessagePlan[];
  readonly enums: readonly EnumPlan[];
}

/** `descriptor`: what `Root.toJSON()` gave. Throws where it does not hold what it names. */
export function planOf(descriptor: object, root: string): Plan {
  const reflected = protobuf.Root.fromJSON(descriptor as protobuf.INamespace).resolveAll();
  const types: Type[] = [reflected.lookupType(root)];
  const enums: Enum[] = [];
  const messages: MessagePlan[] = [];
  for (let next = types[0]; next !== undefined; next = types[messages.length]) {
    messages.push(messagePlan(next, types, enums));
  }
  return { messages, enums: enums.map(enumPlan) };
}

function messagePlan(type: Type, types: Type[], enums: Enum[]): MessagePlan {
  const fields = type.fieldsArray.map((field): FieldPlan => {
    const { name, id, repeated, map, packed } = field;
    if (field.delimited) throw new RangeError(`${type.fullName}.${name} is a group; allowed: messages`);
    const value = valuePlan(field, types, enums);
    const nullable = field.hasPresence || value.is === 'message';
    return {
      name,
      protoName: field.protoName ?? name,
      id,
      value,
      shape: map ? 'map' : repeated ? 'many' : 'one',
      presence: field.required ? 'required' : nullable ? 'nullable' : 'plain',
      packed,
      key: field instanceof protobuf.MapField ? (field.keyType as Scalar) : undefined,
      oneof: field.partOf?.name,
    };
  });
  return { name: nameOf(type), fields: fields.sort((one, other) => one.id - other.id) };
}

function valuePlan({ type, resolvedType }: Field, types: Type[], enums: Enum[]): ValuePlan {
  if (resolvedType === null) return { is: 'scalar', scalar: type as Scalar };
  return resolvedType instanceof protobuf.Enum
    ? { is: 'enum', index: indexIn(enums, resolvedType) }
    : { is: 'message', index: indexIn(types, resolvedType) };
}

function enumPlan(type: Enum): EnumPlan {
  const names: Record<number, string> = Object.create(null);
  for (const [name, number] of Object.entries(type.values)) names[number] ??= name;
  const [first = ''] = Object.keys(type.values);
  return { name: nameOf(type), names, numbers: new Map(Object.entries(type.values)), first };
}

function indexIn<T>(list: T[], item: T): number {
  const found = list.indexOf(item);
  return found === -1 ? list.push(item) - 1 : found;
}

const nameOf = ({ fullName }: Type | Enum): string => fullName.replace(/^\./, '');
