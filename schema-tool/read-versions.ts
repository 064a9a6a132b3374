/** The texts of a schema's versions. A schema keeps the name of its root: readers elsewhere know a record's type by it. */
import { join } from 'node:path';
import { checkNext } from '../compatibility/check-next.ts';
import { FORMATS } from './formats.ts';
import type { Problems } from './problems.ts';
import { readText } from './read-text.ts';
import { Refused } from './refused.ts';
import type { SchemaVersion } from './schema-folder.ts';
import type { VersionFiles } from './version-files.ts';

/** Characters that AWS Glue takes. */
const LONGEST = 170_000;

export interface VersionsPlace extends VersionFiles {
  readonly dir: string;
  readonly path: string;
}

/** Those that are definitions of their format. */
export function readVersions(place: VersionsPlace, problems: Problems): readonly SchemaVersion[] {
  const { dir, path, dataFormat, names } = place;
  let root: string | undefined;
  return names.flatMap((name) => {
    const file = `${path}/${name}`;
    const version = problems.attempt(file, (): SchemaVersion => {
      const text = readText(join(dir, file));
      const definition = FORMATS[dataFormat].definitionOf(text);
      if (definition.length > LONGEST) {
        throw new Refused(`has ${definition.length} characters; allowed: ${LONGEST}`);
      }
      checkNext({ format: dataFormat, mode: 'NONE', earlier: [], next: definition });
      const own = FORMATS[dataFormat].rootOf(definition);
      if (root !== undefined && own !== root) {
        throw new Refused(`is named '${own ?? ''}'; allowed: '${root}', as the versions before are`);
      }
      root = own;
      return { file, text, definition };
    });
    return version === undefined ? [] : [version];
  });
}
