import type { Fact } from './facts.ts';
import type { Place } from './place.ts';
import type { SchemaNode } from './schema-document.ts';
import type { ValueType } from './value-types.ts';

/** One schema of the reader against one alternative of the writer. */
export interface Comparison {
  readonly node: SchemaNode;
  readonly facts: readonly Fact[];
  /** That the writer may write and the reader accepts. */
  readonly types: ReadonlySet<ValueType>;
  readonly place: Place;
}
