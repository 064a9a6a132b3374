export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (given: Json | undefined): given is JsonObject =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

export const isList = (given: Json | undefined): given is readonly Json[] => Array.isArray(given);

/** Looks at own keys alone: a template may well call something `constructor`. */
export const get = (given: Json | undefined, key: string): Json | undefined =>
  isObject(given) && Object.hasOwn(given, key) ? given[key] : undefined;

/** For messages: short, and never an exception. */
export function show(given: Json | undefined): string {
  const text = typeof given === 'string' ? `'${given}'` : (JSON.stringify(given) ?? 'nothing');
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** CloudFormation takes numbers and truth values for text wherever text is due. */
export function asText(given: Json | undefined): string | undefined {
  if (typeof given === 'string') return given;
  return typeof given === 'number' || typeof given === 'boolean' ? String(given) : undefined;
}
