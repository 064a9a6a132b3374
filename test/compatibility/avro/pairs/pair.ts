/** What a case of the table says, and the words to say it with. */

export interface Pair {
  /** A sentence. */
  readonly name: string;
  readonly reader: unknown;
  readonly writer: unknown;
  /** Rules against it, in order. Absent: what was written is read. */
  readonly refused?: readonly string[];
  /** The reader's, or the writer's where that is another, is no definition here: what the error says. */
  readonly noDefinition?: string;
  /** Where Java's SchemaCompatibility says something else, which, and why we do not follow. */
  readonly unlikeJava?: { readonly says: JavaVerdict; readonly because: string };
  /** Refused, though our decoder finds a way to read it: why all the same. */
  readonly thoughDecoded?: string;
}

/** `throws`: it gives up on two schemas that it has parsed. */
export type JavaVerdict = 'reads' | 'refuses' | 'no definition' | 'throws';

export const field = (name: string, type: unknown, more: object = {}): object => ({ name, type, ...more });

export const order = (...fields: readonly object[]): object => ({ type: 'record', name: 'Order', fields });

export const colour = (symbols: readonly string[], more: object = {}): object => ({
  type: 'enum',
  name: 'Colour',
  symbols,
  ...more,
});

export const hash = (size: number, more: object = {}): object => ({
  type: 'fixed',
  name: 'Hash',
  size,
  ...more,
});
