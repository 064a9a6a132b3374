/**
 * A folder of versions:
 *   v1.avsc, v2.avsc …   or .proto, or .json: see `version-files.ts`
 *   compatibility        the name of a mode; BACKWARD where the file is absent
 *   contract.ts          generated
 */
import { join } from 'node:path';
import { isMode, MODES, type Mode } from '../compatibility/modes.ts';
import { folderEntries } from './folder-entries.ts';
import type { Problems } from './problems.ts';
import { readText } from './read-text.ts';
import { readVersions } from './read-versions.ts';
import { Refused } from './refused.ts';
import type { SchemaFolder } from './schema-folder.ts';
import { isVersionFile, versionFiles } from './version-files.ts';

export const CONTRACT_FILE = 'contract.ts';
const MODE_FILE = 'compatibility';
const ALLOWED = `v1.avsc (or .proto, .json), v2.avsc …, ${MODE_FILE}, ${CONTRACT_FILE}`;

export type FolderPlace = { readonly dir: string } & Pick<SchemaFolder, 'topic' | 'attribute'>;

/** Undefined: something is wrong with it. */
export function readFolder(place: FolderPlace, problems: Problems): SchemaFolder | undefined {
  const { dir, topic, attribute } = place;
  const path = `${topic}/${attribute}`;
  const names = folderEntries(join(dir, path)).map(({ name, isFolder }) => (isFolder ? `${name}/` : name));
  const before = problems.found.length;
  for (const name of names) {
    const known = isVersionFile(name) || name === MODE_FILE || name === CONTRACT_FILE;
    if (!known) problems.add(`${path}/${name}`, `is nothing that is read here; allowed: ${ALLOWED}`);
  }
  const compatibility = names.includes(MODE_FILE)
    ? problems.attempt(`${path}/${MODE_FILE}`, () => readMode(join(dir, path, MODE_FILE)))
    : 'BACKWARD';
  const files = problems.attempt(path, () => versionFiles(names.filter(isVersionFile), attribute));
  if (files === undefined || compatibility === undefined) return undefined;
  const { dataFormat } = files;
  const versions = readVersions({ dir, path, ...files }, problems);
  if (problems.found.length > before) return undefined;
  return { path, topic, attribute, compatibility, dataFormat, versions };
}

function readMode(path: string): Mode {
  const word = readText(path).trim();
  if (isMode(word)) return word;
  throw new Refused(`is '${word.slice(0, 40)}'; allowed: ${MODES.join(', ')}`);
}
