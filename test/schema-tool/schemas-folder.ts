import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../schema-tool/run.ts';

export interface Ran {
  readonly code: number;
  readonly said: readonly string[];
  readonly complained: readonly string[];
}

/** Path within the folder of schemas → its text, its bytes, or what is its JSON. */
export type Files = Readonly<Record<string, string | Buffer | object>>;

/** A folder of schemas of its own, gone after the test. */
export class SchemasFolder {
  readonly dir: string;

  constructor(files: Files = {}) {
    const around = mkdtempSync(join(tmpdir(), 'schemas-'));
    onTestFinished(() => rmSync(around, { recursive: true }));
    this.dir = join(around, 'schemas');
    mkdirSync(this.dir);
    for (const [file, content] of Object.entries(files)) this.write(file, content);
  }

  run(...argv: readonly string[]): Ran {
    const said: string[] = [];
    const complained: string[] = [];
    const output = {
      say: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    };
    return { code: run([...argv, '--dir', this.dir], output), said, complained };
  }

  /** What `check` complains of when everything is generated. */
  complaints(): readonly string[] {
    const { complained } = this.run('generate');
    return complained.length > 0 ? complained : this.run('check').complained;
  }

  write(file: string, content: Files[string]): void {
    const path = join(this.dir, file);
    mkdirSync(dirname(path), { recursive: true });
    const asIs = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(path, asIs ? content : `${JSON.stringify(content, null, 2)}\n`);
  }

  read = (file: string): string => readFileSync(join(this.dir, file), 'utf8');
  has = (file: string): boolean => existsSync(join(this.dir, file));
  remove = (file: string): void => rmSync(join(this.dir, file), { recursive: true });
}

export const field = (name: string, type: unknown, more: object = {}) => ({ name, type, ...more });

export const order = (...fields: readonly object[]) => ({
  type: 'record',
  name: 'Order',
  namespace: 'com.example',
  fields: [field('id', 'string'), ...fields],
});
