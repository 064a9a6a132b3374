/**
 * What can be done with a folder of schemas. What is wrong is added to the problems. Answers: the files that were written,
 * or the folders that were checked.
 *   generate   writes the `contract.ts` that are missing or stale
 *   check      writes nothing: every step of every history, what is generated, what was released
 *   release    adds the versions that are not in the list, if the check finds nothing
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkHistory } from './check-history.ts';
import { checkAllReleased, checkReleased, unreleased } from './check-released.ts';
import { generated } from './generated.ts';
import type { Problems } from './problems.ts';
import { readFolders } from './read-folders.ts';
import { hashOf, RELEASED_FILE, readReleased, writeReleased } from './released-list.ts';
import type { SchemaFolder } from './schema-folder.ts';

/** Files within the folder of schemas. */
type Written = readonly string[];

export function generate(dir: string, problems: Problems): Written {
  return readFolders(dir, problems).flatMap((folder) => {
    const contract = generated(dir, folder, problems);
    if (contract === undefined || contract.is === 'fresh') return [];
    writeFileSync(join(dir, contract.file), contract.text);
    return [contract.file];
  });
}

export interface CheckOptions {
  /** A version that is not in the list is a problem too. */
  readonly allReleased: boolean;
}

export function check(
  dir: string,
  { allReleased }: CheckOptions,
  problems: Problems,
): readonly SchemaFolder[] {
  const folders = readFolders(dir, problems);
  for (const folder of folders) {
    checkHistory(folder, problems);
    const contract = generated(dir, folder, problems);
    if (contract === undefined || contract.is === 'fresh') continue;
    problems.add(contract.file, `is ${contract.is}; npm run schemas`);
  }
  const released = problems.attempt(RELEASED_FILE, () => readReleased(dir));
  if (released === undefined) return folders;
  checkReleased(dir, released, problems);
  if (allReleased) checkAllReleased(folders, released, problems);
  return folders;
}

export function release(dir: string, problems: Problems): Written {
  const folders = check(dir, { allReleased: false }, problems);
  if (problems.found.length > 0) return [];
  const released = readReleased(dir);
  const more = unreleased(folders, released);
  if (more.length === 0) return [];
  const hashes = more.map(({ file, text }) => [file, hashOf(text)] as const);
  writeReleased(dir, { ...released, ...Object.fromEntries(hashes) });
  return more.map(({ file }) => file);
}
