/** Whether every version of a folder may follow the ones before it, in the folder's mode. */
import { checkNext, type Refusal } from '../compatibility/check-next.ts';
import type { Mode } from '../compatibility/modes.ts';
import type { Problems } from './problems.ts';
import type { SchemaFolder } from './schema-folder.ts';

export function checkHistory(folder: SchemaFolder, problems: Problems): void {
  const { versions, dataFormat: format, compatibility: mode } = folder;
  for (const [index, { file, definition: next }] of versions.entries()) {
    const earlier = versions.slice(0, index).map(({ definition }) => definition);
    for (const refusal of checkNext({ format, mode, earlier, next })) {
      problems.add(file, told(refusal, { own: index + 1, mode }));
    }
  }
}

function told(
  { path, rule, message, version, direction }: Refusal,
  { own, mode }: { readonly own: number; readonly mode: Mode },
): string {
  const said = path === '' ? `${rule}: ${message}` : `${path}: ${rule}: ${message}`;
  if (rule === 'disabled') return `${said} (${mode})`;
  if (version === own) return `${said} (cannot read what it writes itself)`;
  return direction === 'reads'
    ? `${said} (cannot read what v${version} wrote; ${mode})`
    : `${said} (v${version} cannot read what it writes; ${mode})`;
}
