/** Lines of a comment; none where nothing is said. */
export function docComment(text: string, indent: string): readonly string[] {
  const lines = text
    .replaceAll('*/', '*\\/')
    .split(/[\n\r\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`];
}

/** Sentences after one another, each with its end. */
export const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .map((part, index, all) => (index < all.length - 1 && !/[.!?:;]$/.test(part) ? `${part}.` : part))
    .join(' ');
