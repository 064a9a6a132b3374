/** A contract in Avro: read by resolution of the writer's version into ours, as Avro has it. */
import type { Type } from 'avsc/lib/types.js';
import { type Contract, type ContractParts, definitionOf } from '../contract.ts';
import { SchemaError } from '../schema-error.ts';
import { avroFromJson } from './avro-json.ts';
import { avroRead } from './avro-read.ts';
import { avroType, declaredFields } from './avro-type.ts';
import { avroWrite } from './avro-write.ts';

export function avro<V>(parts: ContractParts): Contract<V> {
  // Made on first use: a function that starts need not compile what no record needs.
  let newest: Type | undefined;
  const ours = (): Type => {
    newest ??= avroType(definitionOf(parts, parts.definitions.length));
    return newest;
  };
  return {
    kind: 'contract',
    dataFormat: 'AVRO',
    ...parts,
    reader: (writtenWith) =>
      avroRead(
        ours(),
        typeof writtenWith === 'string'
          ? foreignType(writtenWith)
          : avroType(definitionOf(parts, writtenWith)),
      ),
    fromJson: (json) => avroFromJson(ours(), json) as V,
    writer: (version) => avroWrite(avroType(definitionOf(parts, version), declaredFields(ours()))),
  };
}

function foreignType(definition: string): Type {
  try {
    return avroType(definition);
  } catch (cause) {
    throw new SchemaError('schema-unreadable', 'what the registry has of that version is no Avro schema', {
      cause,
    });
  }
}
