import type { DataFormat } from '../compatibility/check-next.ts';
import type { Mode } from '../compatibility/modes.ts';

/** Every version of the schema of a topic's values, or keys. */
export interface SchemaFolder {
  /** Within the folder of schemas: `orders.events.v1/value`. */
  readonly path: string;
  readonly topic: string;
  readonly attribute: 'key' | 'value';
  readonly compatibility: Mode;
  readonly dataFormat: DataFormat;
  /** From the first on, at least one. */
  readonly versions: readonly SchemaVersion[];
}

export interface SchemaVersion {
  /** Within the folder of schemas: `orders.events.v1/value/v1.avsc`. */
  readonly file: string;
  readonly text: string;
  /** As registered. */
  readonly definition: string;
}
