/** Python with what a test needs: a virtual environment, made once for each list of requirements and each Python. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from '../../local/java/made-once.ts';

const run = promisify(execFile);

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements');
const CACHE = path.resolve(import.meta.dirname, '../../.local/cache');
const INSTALL_MS = 300_000;

const DESCRIBE = `
import json, sys
try:
    import ensurepip, venv
    whole = True
except ImportError:
    whole = False
print(json.dumps({"version": sys.version, "fit": sys.version_info >= (3, 10), "whole": whole, "base": sys.base_prefix}))`;

/** Each a file of requirements. */
export const TOOLS = {
  emulator: 'the emulator is installed (90 MB, 5 to 60 s) …',
  linter: 'cfn-lint is installed (180 MB, 10 to 60 s) …',
} as const;

export type Tool = keyof typeof TOOLS;

/** `say` gets a line before anything slow. Answers with the path of the interpreter. */
export async function pythonWith(tool: Tool, say: (line: string) => void = () => {}): Promise<string> {
  const requirements = path.join(REQUIREMENTS, `${tool}.txt`);
  const python = await systemPython();
  const hash = createHash('sha256').update(readFileSync(requirements)).update(python).digest('hex');
  const dir = path.join(CACHE, `${tool}-${hash.slice(0, 12)}`);
  if (!existsSync(dir)) say(TOOLS[tool]);
  await madeOnce(dir, (into) => install(into, requirements));
  return path.join(dir, 'bin', 'python');
}

/** Which Python it is: another one needs another environment. */
async function systemPython(): Promise<string> {
  const { stdout } = await run('python3', ['-c', DESCRIBE]).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `python3 does not run (${error.code ?? error.message}): the emulator of AWS and the linter need Python 3.10 or later`,
    );
  });
  const { version, fit, whole, base } = JSON.parse(stdout);
  if (!fit)
    throw new Error(`python3 is ${version}: the emulator of AWS and the linter need Python 3.10 or later`);
  if (!whole) {
    throw new Error(
      `the python3 of ${base} has no venv or no ensurepip: install it (Debian, Ubuntu: apt-get install python3-venv)`,
    );
  }
  return `${version} ${base}`;
}

async function install(dir: string, requirements: string): Promise<void> {
  await run('python3', ['-m', 'venv', dir]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  await run(path.join(dir, 'bin', 'python'), [...pip, '--require-hashes', '--requirement', requirements], {
    timeout: INSTALL_MS,
  });
}
