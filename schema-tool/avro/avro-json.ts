/** Avro definitions as they are in JSON, known to be valid. */
export type AvroJson =
  | string
  | readonly AvroJson[]
  | AvroNamed
  | { readonly type: 'array'; readonly items: AvroJson }
  | { readonly type: 'map'; readonly values: AvroJson }
  | AvroPrimitive;

export interface AvroPrimitive {
  readonly type: 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string';
  readonly [attribute: string]: unknown;
}

export type AvroNamed =
  | (Named & { readonly type: 'record'; readonly fields: readonly AvroField[] })
  | (Named & { readonly type: 'enum'; readonly symbols: readonly string[] })
  | (Named & { readonly type: 'fixed' });

interface Named {
  readonly name: string;
  readonly [attribute: string]: unknown;
}

interface AvroField {
  readonly name: string;
  readonly type: AvroJson;
  readonly doc?: unknown;
}
