/** Whether what was released is still there, as it was. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problems } from './problems.ts';
import { hashOf, RELEASED_FILE, type Released } from './released-list.ts';
import type { SchemaFolder } from './schema-folder.ts';

export function checkReleased(dir: string, released: Released, problems: Problems): void {
  for (const [file, hash] of Object.entries(released)) {
    const path = join(dir, file);
    if (!existsSync(path)) {
      problems.add(
        file,
        existsSync(dirname(path))
          ? 'was released and is gone; put it back: records that were written with it are read by it'
          : `was released and is gone, with its folder; if the topic is gone too, take it out of ${RELEASED_FILE}`,
      );
    } else if (hashOf(readFileSync(path, 'utf8')) !== hash) {
      problems.add(file, 'was released and has changed since; put it back, and write a new version');
    }
  }
}

export function checkAllReleased(
  folders: readonly SchemaFolder[],
  released: Released,
  problems: Problems,
): void {
  for (const { file } of unreleased(folders, released)) {
    problems.add(file, 'is not released; npm run schemas:release');
  }
}

export const unreleased = (
  folders: readonly SchemaFolder[],
  released: Released,
): readonly SchemaFolder['versions'][number][] =>
  folders.flatMap(({ versions }) => versions).filter(({ file }) => !Object.hasOwn(released, file));
