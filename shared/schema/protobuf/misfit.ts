/** What does not fit, and where: the path is gathered on the way out, so that a value that fits pays nothing for it. */
import { SchemaError, type SchemaErrorCode } from '../schema-error.ts';

export class Misfit extends Error {
  override readonly name = 'Misfit';
  readonly code: SchemaErrorCode;
  readonly rule: string;
  #path = '';

  constructor(rule: string, code: SchemaErrorCode = 'value-schema') {
    super(rule);
    this.code = code;
    this.rule = rule;
  }

  /** `step`: a field, with its index or `*` for a map's entry. */
  within(step: string): this {
    if (step !== '') this.#path = this.#path === '' ? step : `${step}.${this.#path}`;
    return this;
  }

  schemaError(): SchemaError {
    return new SchemaError(this.code, `${this.#path === '' ? 'value' : this.#path}: ${this.rule}`, {
      cause: this,
    });
  }
}

/** Names what was given without showing it. */
export function kindOf(given: unknown): string {
  if (given === null || given === undefined) return String(given);
  if (Array.isArray(given)) return 'an array';
  return typeof given === 'number' ? 'a number that does not fit' : `of type ${typeof given}`;
}
