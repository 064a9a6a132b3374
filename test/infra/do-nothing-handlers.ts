/** A folder of functions, as `deployment()` takes it, whose handlers do nothing: bundling the real ones takes a second. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Declared } from '../../infra/declared.ts';

export function doNothingHandlers({ subscriptions, endpoints }: Declared, dir: string): string {
  for (const { name } of [...subscriptions, ...endpoints]) {
    mkdirSync(path.join(dir, name), { recursive: true });
    const code = `export const handler = async () => ${JSON.stringify(name)};`;
    writeFileSync(path.join(dir, name, 'handler.ts'), code);
  }
  return dir;
}
