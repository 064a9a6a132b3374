/** How a call fails, by Glue's names. Every one of them is answered with 400. */
export type RegistryErrorCode =
  | 'AlreadyExistsException'
  | 'EntityNotFoundException'
  | 'InvalidInputException'
  | 'ResourceNumberLimitExceededException';

export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  readonly retriable = false;

  constructor(code: RegistryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function invalid(message: string): never {
  throw new RegistryError('InvalidInputException', message);
}

/** Clients of Glue look at how this begins: `Schema is not found.`, `Schema version is not found.` */
export function notFound(what: string, details: Readonly<Record<string, unknown>>): never {
  const list = Object.entries(details)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`);
  throw new RegistryError('EntityNotFoundException', `${what} is not found. ${list.join(', ')}`);
}
