/**
 * `released.json` says which versions are out in the world: {"orders.events.v1/value/v1.avsc": "sha256:…"}, of the file's
 * text. Records that were written with them lie in topics, and registries have them under their ids, so they never change.
 */
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './read-text.ts';
import { Refused } from './refused.ts';

export const RELEASED_FILE = 'released.json';

/** File within the folder of schemas → hash. */
export type Released = Readonly<Record<string, string>>;

/** Throws a Refused. */
export function readReleased(dir: string): Released {
  const path = join(dir, RELEASED_FILE);
  if (!existsSync(path)) return {};
  let list: unknown;
  try {
    list = JSON.parse(readText(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refused(`is no JSON: ${error.message}`);
  }
  if (typeof list !== 'object' || list === null || Array.isArray(list)) throw new Refused('is no object');
  for (const [file, hash] of Object.entries(list)) {
    if (!/^sha256:[0-9a-f]{64}$/.test(hash)) {
      throw new Refused(`has no hash for '${file}'; allowed: sha256: and 64 hexadecimal digits`);
    }
  }
  return list as Released;
}

export function writeReleased(dir: string, released: Released): void {
  const sorted = Object.entries(released).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(join(dir, RELEASED_FILE), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** Line ends may be the system's. */
export const hashOf = (text: string): string =>
  `sha256:${createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')}`;
