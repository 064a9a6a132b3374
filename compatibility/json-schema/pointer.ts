/** JSON pointers, and the fragments of a $ref that hold one. */

export const segment = (name: string | number): string =>
  String(name).replaceAll('~', '~0').replaceAll('/', '~1');

export const names = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));

export const fragment = (pointer: string): string =>
  `#${pointer.split('/').map(encodeURIComponent).join('/')}`;

/** Undefined: it holds none. */
export function fromFragment(text: string): string | undefined {
  if (text !== '#' && !text.startsWith('#/')) return undefined;
  try {
    return decodeURIComponent(text.slice(1));
  } catch {
    return undefined;
  }
}
