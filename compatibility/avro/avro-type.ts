/** A definition, read: names are full, aliases too, and what resolution does not look at is gone. */
import type { LogicalType } from './logical-type.ts';

export const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type PrimitiveKind = (typeof PRIMITIVES)[number];

export interface PrimitiveType {
  readonly kind: PrimitiveKind;
  readonly logical: LogicalType | undefined;
}

interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

export interface FixedType extends Named {
  readonly kind: 'fixed';
  readonly size: number;
  readonly logical: LogicalType | undefined;
}

export interface EnumType extends Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  readonly default: string | undefined;
}

export interface Field {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroType;
  /** As it is in JSON. */
  readonly default: { readonly value: unknown } | undefined;
}

export interface RecordType extends Named {
  readonly kind: 'record';
  /** Grows while the record is being read: a field may be of its type. */
  readonly fields: readonly Field[];
}

export interface ArrayType {
  readonly kind: 'array';
  readonly items: AvroType;
}

export interface MapType {
  readonly kind: 'map';
  readonly values: AvroType;
}

export interface UnionType {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

export type NamedType = RecordType | EnumType | FixedType;
export type AvroType = PrimitiveType | NamedType | ArrayType | MapType | UnionType;

export const isPrimitive = (kind: unknown): kind is PrimitiveKind =>
  PRIMITIVES.includes(kind as PrimitiveKind);

export const isNamed = (type: AvroType): type is NamedType =>
  type.kind === 'record' || type.kind === 'enum' || type.kind === 'fixed';

export const simpleName = (full: string): string => full.slice(full.lastIndexOf('.') + 1);

/** For messages: `int (date)`, `record shop.Order`, `union of null, string`. */
export function describe(type: AvroType): string {
  switch (type.kind) {
    case 'array':
      return `array of ${describe(type.items)}`;
    case 'map':
      return `map of ${describe(type.values)}`;
    case 'union':
      return `union of ${type.branches.map(describe).join(', ')}`;
    case 'record':
    case 'enum':
      return `${type.kind} ${type.name}`;
    case 'fixed':
      return `fixed ${type.name} of ${type.size} bytes${logical(type.logical)}`;
    default:
      return `${type.kind}${logical(type.logical)}`;
  }
}

const logical = (type: LogicalType | undefined): string => (type === undefined ? '' : ` (${type.text})`);
