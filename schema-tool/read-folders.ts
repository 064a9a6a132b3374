/**
 * All that lies in the folder of schemas:
 *   released.json
 *   <topic>/value/, <topic>/key/      see `read-folder.ts`
 * Anything else is refused: whoever put it there takes it for a schema, and nobody would read it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { schemaName } from '../shared/schema/contract.ts';
import { type FolderEntry, folderEntries } from './folder-entries.ts';
import type { Problems } from './problems.ts';
import { readFolder } from './read-folder.ts';
import { RELEASED_FILE } from './released-list.ts';
import type { SchemaFolder } from './schema-folder.ts';

/** Kafka's rule; `.` and `..` are hidden already. */
const TOPIC = /^[a-zA-Z0-9._-]{1,249}$/;

/** Those in which nothing is wrong. */
export function readFolders(dir: string, problems: Problems): readonly SchemaFolder[] {
  if (!existsSync(dir)) {
    problems.add('', 'is not there');
    return [];
  }
  const folders = folderEntries(dir)
    .filter(({ name, isFolder }) => isFolder || name !== RELEASED_FILE)
    .flatMap((topic) => readTopic(dir, topic, problems));
  checkRegistryNames(folders, problems);
  return folders;
}

function readTopic(
  dir: string,
  { name: topic, isFolder }: FolderEntry,
  problems: Problems,
): readonly SchemaFolder[] {
  const entries = isFolder ? folderEntries(join(dir, topic)) : [];
  if (!isFolder) problems.add(topic, `is a file; allowed: a folder for each topic, ${RELEASED_FILE}`);
  else if (!TOPIC.test(topic)) problems.add(topic, `is no topic's name; allowed: ${TOPIC.source}`);
  else if (entries.length === 0) problems.add(topic, 'is empty; allowed in it: the folders value, key');
  else return entries.flatMap((entry) => readAttribute({ dir, topic }, entry, problems));
  return [];
}

function readAttribute(
  place: { readonly dir: string; readonly topic: string },
  { name, isFolder }: FolderEntry,
  problems: Problems,
): readonly SchemaFolder[] {
  if (isFolder && (name === 'key' || name === 'value')) {
    const folder = readFolder({ ...place, attribute: name }, problems);
    return folder === undefined ? [] : [folder];
  }
  problems.add(`${place.topic}/${name}`, 'is nothing that a topic has; allowed: the folders value, key');
  return [];
}

/** The schema of a key is named after its topic with `-key` behind it, as another topic may be. */
function checkRegistryNames(folders: readonly SchemaFolder[], problems: Problems): void {
  const paths = new Map<string, string>();
  for (const folder of folders) {
    const name = schemaName(folder);
    const other = paths.get(name);
    if (other !== undefined) problems.add(folder.path, `would be '${name}' in the registry, as ${other} is`);
    paths.set(name, folder.path);
  }
}
