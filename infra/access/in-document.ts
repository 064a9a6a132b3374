/** The place of the matrix in DESIGN.md: between two comments, which stay. */
const BEGIN = '<!-- matrix of permissions: written by `npx node infra/access/main.ts` -->';
const END = '<!-- end of the matrix of permissions -->';

/** Throws where the document has not exactly one such place. */
export function inDocument(document: string, matrix: string): string {
  const [before, rest, ...more] = document.split(BEGIN);
  const [, after, ...others] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined || more.length + others.length > 0) {
    throw new Error(`the document has no one place for the matrix; it is between ${BEGIN} and ${END}`);
  }
  return `${before}${BEGIN}\n${matrix}\n${END}${after}`;
}
