/**
 * Files are the same text for everyone: UTF-8 without a byte order mark. Lines end with LF, or with the CR LF that a
 * checkout makes of it.
 */
import { readFileSync } from 'node:fs';
import { Refused } from './refused.ts';

export function readText(path: string): string {
  const text = utf8(readFileSync(path)).replaceAll('\r\n', '\n');
  if (text.startsWith('\uFEFF')) {
    throw new Refused('begins with a byte order mark; allowed: UTF-8 without one');
  }
  if (text.includes('\r')) throw new Refused('has CR in a line; allowed: lines that end with LF or CR LF');
  return text;
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused('is not UTF-8');
  }
}
