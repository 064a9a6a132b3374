import { readdirSync } from 'node:fs';

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** In one order everywhere. Names that begin with a dot are the editor's or the system's. */
export const folderEntries = (dir: string): readonly FolderEntry[] =>
  readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
