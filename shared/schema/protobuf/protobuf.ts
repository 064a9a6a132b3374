/**
 * A contract in Protobuf. Every version is read as the newest: fields are known by their numbers, and those that ours does
 * not have are dropped. The writer's version says only which message of its file the root is.
 *
 * Values: fields in camel case; integers of 64 bits as numbers, up to ±(2^53 − 1); bytes as Buffer; enums by name;
 * repeated fields and maps always there; null for what is absent, where the field can be.
 */
import { type Contract, type ContractParts, definitionOf } from '../contract.ts';
import { type Decode, decoderOf } from './decoder.ts';
import { encoderOf, newestFields } from './encoder.ts';
import { protobufFromJson } from './from-json.ts';
import { messageIndex } from './message-index.ts';
import { type Plan, planOf } from './message-plan.ts';
import { protobufRead } from './protobuf-read.ts';
import { protobufWrite } from './protobuf-write.ts';

export interface ProtobufParts extends ContractParts {
  /** The root's full name. */
  readonly message: string;
  /** Of each version: protobufjs' `Root.toJSON()`. */
  readonly descriptors: readonly object[];
}

export function protobuf<V>(parts: ProtobufParts): Contract<V> {
  const { message, descriptors, ...contract } = parts;
  // Made on first use: a function that starts need not compile what no record needs.
  let newest: Plan | undefined;
  let decode: Decode | undefined;
  const ours = (): Plan => {
    newest ??= plan(parts, parts.definitions.length);
    return newest;
  };
  return {
    kind: 'contract',
    dataFormat: 'PROTOBUF',
    ...contract,
    reader(writtenWith, framed) {
      const definition = typeof writtenWith === 'string' ? writtenWith : definitionOf(parts, writtenWith);
      decode ??= decoderOf(ours());
      return protobufRead(decode, messageIndex(definition, message, framed));
    },
    writer(version, framed) {
      const encode = encoderOf(plan(parts, version), newestFields(ours()));
      return protobufWrite(encode, messageIndex(definitionOf(parts, version), message, framed));
    },
    fromJson: (json) => protobufFromJson(ours(), json) as V,
  };
}

function plan({ descriptors, message, topic, attribute }: ProtobufParts, version: number): Plan {
  const descriptor = descriptors[version - 1];
  if (descriptor !== undefined) return planOf(descriptor, message);
  throw new RangeError(
    `topic '${topic}': the ${attribute}'s schema has no descriptor of version ${version}; it has ${descriptors.length}`,
  );
}
