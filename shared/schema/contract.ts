/**
 * A contract: every version of the schema of a topic's values (or keys), generated from the files under `schemas/`, with
 * what reads and writes them. A topic names one in its declaration; everything else follows: the schema and its versions
 * in the registry, their ids in a function's environment, what producers check and what consumers get.
 *
 * The last version is the one the code was built with: consumers read into it, producers write it unless pinned.
 */

/** AWS Glue's names. */
export type Compatibility =
  | 'BACKWARD'
  | 'BACKWARD_ALL'
  | 'FORWARD'
  | 'FORWARD_ALL'
  | 'FULL'
  | 'FULL_ALL'
  | 'NONE'
  | 'DISABLED';

/** AWS Glue's names. */
export type DataFormat = 'AVRO' | 'PROTOBUF' | 'JSON';

/** Whose frame a payload is in: Protobuf's begins with which message it is, which the two write differently. */
export type Framed = 'glue' | 'confluent';

/** Reads the payload `bytes[from, to)`, a frame's content, whole. Throws a SchemaError. What it answers shares no memory with `bytes`. */
export type Read<V> = (bytes: Buffer, from: number, to: number) => V;

/** Writes a value behind `room` bytes that are left free for a frame. Throws a SchemaError that names path and rule. */
export type Write<V> = Writes<V>['write'];

/** A method, so that a topic of orders is a topic. */
interface Writes<V> {
  write(value: V, room: number): Buffer;
}

export interface ContractParts {
  readonly topic: string;
  readonly attribute: 'key' | 'value';
  readonly compatibility: Compatibility;
  /** As registered; the first is version 1. */
  readonly definitions: readonly string[];
}

export interface Contract<V = unknown> extends ContractParts {
  readonly kind: 'contract';
  readonly dataFormat: DataFormat;
  /** Of bytes written with a version of ours, by its number, or with one that is not, by its definition. */
  reader(writtenWith: number | string, framed: Framed): Read<V>;
  writer(version: number, framed: Framed): Write<V>;
  /** Of JSON that a mapping decoded, in whatever version; see the format for what JSON is taken. Throws a SchemaError. */
  fromJson(json: unknown): V;
}

/** Glue's Java serializer looks for a schema named as the topic; a key's needs another name. */
export const schemaName = ({ topic, attribute }: Pick<ContractParts, 'topic' | 'attribute'>): string =>
  attribute === 'value' ? topic : `${topic}-key`;

/** Version 1 is the first. */
export function definitionOf({ definitions, topic, attribute }: ContractParts, version: number): string {
  const definition = definitions[version - 1];
  if (definition !== undefined) return definition;
  throw new RangeError(
    `topic '${topic}': the ${attribute}'s schema has no version ${version}; it has 1 to ${definitions.length}`,
  );
}
