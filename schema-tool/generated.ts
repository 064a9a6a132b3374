/** What `contract.ts` of a folder should be, and is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codecsPath } from './codecs-path.ts';
import { contractFile } from './contract-file.ts';
import { FORMATS } from './formats.ts';
import type { Problems } from './problems.ts';
import { CONTRACT_FILE } from './read-folder.ts';
import type { SchemaFolder } from './schema-folder.ts';

export interface Generated {
  /** Within the folder of schemas. */
  readonly file: string;
  readonly text: string;
  readonly is: 'missing' | 'stale' | 'fresh';
}

/** Undefined: the newest version has something that types cannot be made of. */
export function generated(dir: string, folder: SchemaFolder, problems: Problems): Generated | undefined {
  const newest = folder.versions.at(-1)?.file ?? folder.path;
  const file = `${folder.path}/${CONTRACT_FILE}`;
  return problems.attempt(newest, () => {
    const text = contractFile(
      folder,
      FORMATS[folder.dataFormat].contractOf(folder),
      codecsPath(dir, folder.path),
    );
    const path = join(dir, file);
    if (!existsSync(path)) return { file, text, is: 'missing' };
    // Line ends may be the system's.
    const found = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
    return { file, text, is: found === text ? 'fresh' : 'stale' };
  });
}
