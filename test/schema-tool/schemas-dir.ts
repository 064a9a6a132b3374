/** A folder of schemas that lasts as long as a test, and the tool run over it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../schema-tool/run.ts';

export interface Ran {
  readonly exitCode: number;
  readonly said: readonly string[];
  readonly complained: readonly string[];
}

export interface SchemasDir {
  readonly path: string;
  tool(...argv: readonly string[]): Ran;
  /** An object as JSON. */
  write(file: string, content: string | Buffer | object): void;
  read(file: string): string;
  has(file: string): boolean;
  remove(file: string): void;
}

/** Content by file, within the folder. */
export function schemasDir(files: Readonly<Record<string, string | Buffer | object>> = {}): SchemasDir {
  const above = mkdtempSync(join(tmpdir(), 'schemas-'));
  onTestFinished(() => rmSync(above, { recursive: true }));
  const path = join(above, 'schemas');
  mkdirSync(path);
  const dir: SchemasDir = {
    path,
    tool(...argv) {
      const said: string[] = [];
      const complained: string[] = [];
      const exitCode = run([...argv, '--dir', path], {
        say: (line) => said.push(line),
        complain: (line) => complained.push(line),
      });
      return { exitCode, said, complained };
    },
    write(file, content) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      const asIs = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(join(path, file), asIs ? content : JSON.stringify(content));
    },
    read: (file) => readFileSync(join(path, file), 'utf8'),
    has: (file) => existsSync(join(path, file)),
    remove: (file) => rmSync(join(path, file), { recursive: true }),
  };
  for (const [file, content] of Object.entries(files)) dir.write(file, content);
  return dir;
}
