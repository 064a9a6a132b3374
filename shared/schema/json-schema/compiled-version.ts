/** A version of a contract, ready to validate. */
import { type ContractParts, definitionOf } from '../contract.ts';
import { type Schema, schemaDocument } from './schema-document.ts';
import { type Validate, validatorOf } from './validator.ts';
import { type PathOf, pathsOf } from './value-path.ts';

export interface CompiledVersion {
  readonly schema: Schema;
  readonly pathOf: PathOf;
  readonly validate: Validate;
}

/** Throws where the definition is no schema of ours: a fault of the contract. */
export function compiledVersion(parts: ContractParts, version: number): CompiledVersion {
  const definition = definitionOf(parts, version);
  try {
    const schema = schemaDocument(definition);
    const pathOf = pathsOf(schema);
    return { schema, pathOf, validate: validatorOf(schema, pathOf) };
  } catch (cause) {
    const { topic, attribute } = parts;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`topic '${topic}': the ${attribute}'s schema, version ${version}: ${why}`, { cause });
  }
}
