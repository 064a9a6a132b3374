/** A file that readers in other processes see whole or not at all. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';

export function writeWhole(file: string, content: string | Buffer): void {
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, content);
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}
