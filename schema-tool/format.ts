import type { SchemaFolder } from './schema-folder.ts';
import type { Declaration } from './typescript/ts-type.ts';

/** What a format knows of its files. All throw where a file is refused. */
export interface Format {
  /** What is registered, of a file's text. */
  definitionOf(text: string): string;
  /** The name by which readers know the type of a record, if the format has one. */
  rootOf(definition: string): string | undefined;
  contractOf(folder: SchemaFolder): ContractCode;
}

/** What differs between the formats in `contract.ts`. */
export interface ContractCode {
  /** Makes the contract, from a module of the same name in `shared/schema`. */
  readonly factory: { readonly name: string; readonly module: string };
  /** The first is the type of the values. */
  readonly declarations: readonly Declaration[];
  /** Code of further properties that the factory takes, and of the items of those that are lists. */
  readonly more: Readonly<Record<string, string | readonly string[]>>;
}
