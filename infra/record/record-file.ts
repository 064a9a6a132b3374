/** The committed record of a stage: `<stage>.json` in this folder. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readRecord } from './read-record.ts';
import type { Recorded } from './recorded.ts';

export interface RecordFile {
  /** As messages say it. */
  readonly name: string;
  readonly path: string;
  /** Undefined: there is no file, and nothing is protected. */
  readonly record: Recorded | undefined;
}

export function recordFile(stage: string, folder: string = import.meta.dirname): RecordFile {
  const file = path.join(folder, `${stage}.json`);
  const name = path.relative(process.cwd(), file);
  const record = existsSync(file) ? readRecord(readFileSync(file, 'utf8'), name) : undefined;
  return { name, path: file, record };
}
