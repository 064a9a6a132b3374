/**
 * The form in which a definition is stored and compared: JSON (all of AVRO and JSON) without the white space between
 * its tokens, any other text as it is. Keys keep their order and numbers their digits.
 */
export function canonicalDefinition(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return text.replace(/("(?:[^"\\]+|\\.)*")|\s+/g, (_, literal: string | undefined) => literal ?? '');
}
