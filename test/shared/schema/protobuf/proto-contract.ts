import protobufjs from 'protobufjs';
import type { Contract } from '../../../../shared/schema/contract.ts';
import { protobuf } from '../../../../shared/schema/protobuf/protobuf.ts';
import type { SchemaError } from '../../../../shared/schema/schema-error.ts';

/** As the generator makes it: from the text of each version. */
export function contractOf<V = unknown>(message: string, ...definitions: string[]): Contract<V> {
  return protobuf<V>({
    topic: 'orders.v1',
    attribute: 'value',
    compatibility: 'BACKWARD',
    definitions,
    message,
    descriptors: definitions.map((text) => protobufjs.parse(text).root.toJSON()),
  });
}

/** protobufjs' own type: another implementation to hold ours against. */
export const bare = (definition: string, message: string): protobufjs.Type =>
  protobufjs.parse(definition).root.lookupType(message);

export const proto3 = (...messages: string[]): string => `syntax = "proto3";\n${messages.join('\n')}\n`;

/** What is in the file is the root alone, so its index in Glue's frame is one zero. */
export function readBare<V>(contract: Contract<V>, message: Uint8Array): V {
  const bytes = Buffer.concat([Buffer.of(0), message]);
  return contract.reader(contract.definitions.length, 'glue')(bytes, 0, bytes.length);
}

/** Without the index. */
export const writeBare = <V>(contract: Contract<V>, value: V): Buffer =>
  contract.writer(contract.definitions.length, 'glue')(value, 0).subarray(1);

export const failure = (act: () => unknown): SchemaError => {
  try {
    act();
  } catch (error) {
    return error as SchemaError;
  }
  throw new Error('nothing was refused');
};
