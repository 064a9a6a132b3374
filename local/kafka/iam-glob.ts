/** A pattern of a policy: `*` is any text, `?` any character. */
export function iamGlob(glob: string, flags?: 'i'): RegExp {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
}
