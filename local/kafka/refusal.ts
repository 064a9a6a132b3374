/** What a broker's answer says, out of the client's nested errors. */
import { findErrorBy, type GenericError, ResponseError } from '@platformatic/kafka';

/** The broker has answered, and its answer is no. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && findErrorBy(error, 'code', ResponseError.code) !== null;

/** Kafka's names, as in `MEMBER_ID_REQUIRED`. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.some((code) => findErrorBy(error, 'apiId', code) !== null);

/** The refused request's answer, where the broker gave one. */
export const responseOf = (error: unknown): unknown => (error as GenericError | undefined)?.response;

/** The innermost reason: what the broker or the system said. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { errors, cause } = error as Error & { errors?: unknown };
  const inner = Array.isArray(errors) ? errors[0] : cause;
  return inner instanceof Error ? reasonOf(inner) : error.message;
}
