/** What is wrong with a file under `schemas/`; where it is, whoever read the file knows. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'schema-file';
}
