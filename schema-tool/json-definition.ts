/**
 * Of a format whose definitions are JSON: what is registered is the same JSON without blanks. Numbers must survive that:
 * a whole one beyond 2^53 would be registered as another.
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
  if (typeof value === 'number' && source !== undefined && /^-?[0-9]+$/.test(source)) {
    if (String(BigInt(source)) !== BigInt(value).toString()) {
      throw new Refused(
        `has the number ${source.slice(0, 40)}; allowed: whole ones up to 2^53, which stay as they are`,
      );
    }
  }
  return value;
}
