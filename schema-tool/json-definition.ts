/**
 * Of a format whose definitions are JSON: what is registered is the same JSON without blanks. Numbers must survive that,
 * as whole ones beyond 2^53 do not, nor what is too large for any.
 */
import { Refused } from './refused.ts';

export function jsonDefinition(text: string): string {
  return JSON.stringify(parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, exact);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refused(`is no JSON: ${error.message}`);
  }
}

function exact(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  const same = /^-?[0-9]+$/.test(source) ? String(value) === String(BigInt(source)) : Number.isFinite(value);
  if (same) return value;
  throw new Refused(`has the number ${source.slice(0, 40)}, and would be registered with another`);
}
