/** The template of the app in which two versions meet, synthesized into a folder. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

export async function synthesizeEvolution(dir: string, signal?: AbortSignal): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'app.ts')], {
    env: { ...process.env, CDK_OUTDIR: dir },
    ...(signal && { signal }),
  });
}
