/** A record as it stands in a topic: bytes, and headers in order, names possibly repeated. */
export type Header = readonly [name: string, value: Buffer];

export interface RawRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly Header[];
}
