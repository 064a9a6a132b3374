/** One reason why a reader cannot read what a writer wrote. */
export interface Incompatibility {
  /** Where, in the reader's words: `Order.lines[].amount`. */
  readonly path: string;
  /** A stable word for the rule that is broken: `reader-field-without-default`. */
  readonly rule: string;
  /** What the reader has, what the writer has. */
  readonly message: string;
}

/** Empty: a reader with the first definition reads everything written with the second. Throws a DefinitionError. */
export type CanRead = (reader: string, writer: string) => readonly Incompatibility[];
