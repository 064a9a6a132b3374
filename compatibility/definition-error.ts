/** A definition that is no schema of its format: says what is wrong where. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
  readonly code = 'schema-definition';
  readonly retriable = false;
}
