/** What a broker's answer says, out of the client's nested errors. */
import { findErrorBy, type GenericError, ResponseError } from '@platformatic/kafka';

/** The broker has answered, and its answer is no. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && findErrorBy(error, 'code', ResponseError.code) !== null;

/** The refused request's answer. */
export const responseOf = (error: unknown): unknown => (error as GenericError).response;

/** The innermost reason: what the broker or the system said. */
export function refusal(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errors, cause } = error as Error & { errors?: unknown };
  const inner = Array.isArray(errors) ? errors[0] : cause;
  return inner instanceof Error ? refusal(inner) : error.message;
}
