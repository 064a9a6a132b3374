/** Files are the same bytes for everyone: UTF-8 without a byte order mark, lines end with LF. */
import { readFileSync } from 'node:fs';
import { Refused } from './refused.ts';

export function readText(path: string): string {
  const text = utf8(readFileSync(path));
  if (text.startsWith('\uFEFF')) {
    throw new Refused('begins with a byte order mark; allowed: UTF-8 without one');
  }
  if (text.includes('\r')) throw new Refused('has CR in it; allowed: lines that end with LF alone');
  return text;
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused('is not UTF-8');
  }
}
