/** What a broker's refusal says, out of the client's nested errors. */
import { findErrorBy, type GenericError, ResponseError } from '@platformatic/kafka';

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.some((code) => findErrorBy(error, 'apiId', code) !== null);
}

/** The broker has answered, and its answer is no. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && findErrorBy(error, 'code', ResponseError.code) !== null;

/** The refused request's answer, when the broker gave one. */
export const responseOf = (error: unknown): unknown => (error as GenericError | undefined)?.response;

export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errors } = error as { errors?: unknown };
  const inner = Array.isArray(errors) && errors[0] instanceof Error ? errors[0].message : undefined;
  return inner ?? error.message;
}
