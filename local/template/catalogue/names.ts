/**
 * Physical ids. In AWS they end in something random; here the same template always gives the same ones, since what is
 * stored under a name must be found again by the next start.
 */
import { createHash } from 'node:crypto';

const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

/** `0123456789abcdef…`, at most 64 digits. */
export const hexOf = (length: number, ...parts: readonly string[]): string => digest(parts).slice(0, length);

export function uuidOf(...parts: readonly string[]): string {
  const hex = digest(parts);
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `<stack>-<logical id>-<hash>`, shortened in its middle to `max` characters. */
export function generatedName(stack: string, logicalId: string, max: number, hash: string): string {
  const ends = stack.length + hash.length + 2;
  const room = Math.max(max - ends, 0);
  const name = `${stack}-${logicalId.slice(0, room)}-${hash}`;
  return name.length <= max ? name : `${name.slice(0, max - hash.length - 1)}-${hash}`;
}
