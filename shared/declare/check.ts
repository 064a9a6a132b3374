/**
 * Checks of a declaration. A declaration is code, so a fault in it is a fault in a deploy: every check throws
 * when the module loads, and its message says which declaration, what was given and what is allowed.
 */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
  readonly code = 'declaration';
  readonly retriable = false;
}

export interface Checker {
  refuse(what: string, given: unknown, allowed: string): never;
  keys(given: object, allowed: readonly string[], of?: string): void;
  integer(what: string, given: unknown, min: number, max: number): number;
  oneOf<T extends string>(what: string, given: unknown, allowed: readonly T[]): T;
}

/** `subject` names the declaration in every message: `topic 'orders.events.v1'`. */
export function checker(subject: string): Checker {
  const refuse = (what: string, given: unknown, allowed: string): never => {
    throw new DeclarationError(`${subject}: ${what} is ${show(given)}; allowed: ${allowed}`);
  };
  return {
    refuse,
    keys(given, allowed, of = 'options') {
      if (typeof given !== 'object' || given === null || Array.isArray(given)) {
        refuse(of, given, 'an object');
      }
      const unknown = Object.keys(given).find((key) => !allowed.includes(key));
      if (unknown !== undefined) refuse(`a key of ${of}`, unknown, allowed.join(', '));
    },
    integer(what, given, min, max) {
      if (!Number.isInteger(given) || (given as number) < min || (given as number) > max) {
        refuse(what, given, `a whole number from ${min} to ${max}`);
      }
      return given as number;
    },
    oneOf(what, given, allowed) {
      const found = allowed.find((each) => each === given);
      return found ?? refuse(what, given, allowed.map((each) => `'${each}'`).join(', '));
    },
  };
}

function show(given: unknown): string {
  if (typeof given === 'string') return `'${given.length > 120 ? `${given.slice(0, 120)}…` : given}'`;
  if (typeof given === 'object' && given !== null) return JSON.stringify(given).slice(0, 120);
  return String(given);
}
