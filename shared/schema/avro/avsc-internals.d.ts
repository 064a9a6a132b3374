/** The parts of avsc 5.7 that the codec stands on: what reads, skips and writes one type's bytes. */
declare module 'avsc/lib/utils.js' {
  /** A position in bytes. Reading past the end moves the position past it, and answers anything. */
  export class Tap {
    constructor(buf: Buffer, pos?: number);
    buf: Buffer;
    pos: number;
    readLong(): number;
    readString(): string;
    skipLong(): void;
    skipString(): void;
    writeLong(value: number): void;
    writeString(value: string): void;
  }
}

declare module 'avsc/lib/types.js' {
  import type { Tap } from 'avsc/lib/utils.js';

  export type TypeHook = (schema: AvroSchema, options: TypeOptions) => Type | undefined;

  export type AvroSchema =
    | string
    | readonly AvroSchema[]
    | { readonly type: AvroSchema; readonly [attribute: string]: unknown };

  export interface TypeOptions {
    readonly typeHook?: TypeHook;
    readonly omitRecordMethods?: boolean;
    registry?: Record<string, Type>;
  }

  export interface Resolver {
    _read(tap: Tap): unknown;
  }

  /** What is resolved already, of recursive types. */
  export type ResolverOptions = object;

  /** Frozen once made: what differs is a subclass, put in by the hook. */
  export class Type {
    constructor(schema: AvroSchema, options: TypeOptions);
    static forSchema(schema: AvroSchema, options?: TypeOptions): Type;
    readonly typeName: string;
    readonly name: string | undefined;
    createResolver(writer: Type, options?: ResolverOptions): Resolver;
    isValid(
      value: unknown,
      options?: { errorHook(path: readonly string[], value: unknown, type: Type): void },
    ): boolean;
    _read(tap: Tap): unknown;
    _skip(tap: Tap): void;
    _write(tap: Tap, value: unknown): void;
    /** Sets how `resolver` reads what `writer` wrote, if it can. */
    _update(resolver: Resolver, writer: Type, options?: ResolverOptions): void;
  }

  export class StringType extends Type {}
  export class LongType extends Type {}
  export class ArrayType extends Type {
    readonly itemsType: Type;
  }
  export class MapType extends Type {
    readonly valuesType: Type;
  }
  export class UnionType extends Type {
    readonly types: readonly Type[];
  }
  export class FixedType extends Type {
    readonly size: number;
  }
  export class RecordType extends Type {
    readonly fields: readonly {
      readonly name: string;
      readonly type: Type;
      defaultValue(): unknown;
    }[];
    _createWriter(): (tap: Tap, value: unknown) => void;
  }

  export const builtins: {
    readonly StringType: typeof StringType;
    readonly LongType: typeof LongType;
    readonly ArrayType: typeof ArrayType;
    readonly MapType: typeof MapType;
    readonly RecordType: typeof RecordType;
  };
}
