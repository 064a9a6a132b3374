import type { BatchFailure } from './batch.ts';

interface Thrown extends Error {
  readonly code?: unknown;
  readonly retriable?: boolean;
}

/**
 * What an error says of a record of which nothing was sent; `unlessSaid` is taken when it does not know whether it may
 * be tried again. A code that is no text is none: a DOMException has its legacy number there.
 */
export function refusalOf(error: Thrown, unlessSaid: { readonly retriable: boolean }): BatchFailure {
  const { code, name, message, retriable = unlessSaid.retriable } = error;
  return {
    outcome: 'refused',
    code: typeof code === 'string' && code !== '' ? code : name,
    retriable,
    message,
  };
}
