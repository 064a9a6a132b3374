/**
 * From a contract to the codecs it imports: through the project, for a folder of schemas within it. A folder elsewhere is
 * taken for one of a project that has it where this one does.
 */
import path from 'node:path';

const PROJECT = path.dirname(import.meta.dirname);
const USUAL = '../../../shared/schema';

/** `dir`: the folder of schemas; `folder`: `<topic>/<attribute>` in it. */
export function codecsPath(dir: string, folder: string): string {
  const from = path.resolve(dir, folder);
  if (path.relative(PROJECT, from).startsWith('..')) return USUAL;
  return path.relative(from, path.join(PROJECT, 'shared/schema')).replaceAll(path.sep, '/');
}
