/**
 * The cloud assembly of the project, synthesized by the command that deploys it (`cdk synth`), into a folder of the
 * platform's own. It is made anew only when something it is made of has changed: a synth costs as much as the brokers.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';

const run = promisify(execFile);

/** What a template cannot be made of: results, and what only runs beside it. */
const LEFT_OUT = new Set(
  'node_modules cdk.out local test bench samples coverage README.md DESIGN.md'.split(' '),
);
const OUTPUT_LINES = 30;

export interface SynthesisOptions {
  readonly projectDir: string;
  /** Holds the assembly and the fingerprint of what it was made of. */
  readonly dir: string;
  /** Of cdk.json; undefined: the one it names. */
  readonly stage?: string | undefined;
  readonly progress: (text: string) => void;
}

/** The folder of an assembly that is up to date. */
export async function synthesize(options: SynthesisOptions): Promise<string> {
  const { projectDir, dir, stage, progress } = options;
  const assembly = path.join(dir, 'assembly');
  const mark = path.join(dir, 'assembly.fingerprint');
  const fingerprint = `${stage ?? ''} ${await fingerprintOf(projectDir)}`;
  const known = await readFile(mark, 'utf8').catch(() => '');
  if (known === fingerprint && existsSync(path.join(assembly, 'manifest.json'))) return assembly;
  progress('synthesizing the template (cdk synth)');
  await mkdir(dir, { recursive: true });
  const fresh = path.join(dir, `assembly.${process.pid}`);
  try {
    await synth(projectDir, fresh, stage);
    await rm(mark, { force: true });
    await rm(assembly, { recursive: true, force: true });
    await rename(fresh, assembly);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await writeFile(mark, fingerprint);
  return assembly;
}

async function synth(projectDir: string, output: string, stage?: string): Promise<void> {
  const cdk = path.join(projectDir, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  if (!existsSync(cdk)) throw new StartError(`${cdk} does not exist: run \`npm ci\` first`);
  // The app's command in cdk.json says `node`: the one that runs this, not the machine's.
  const PATH = [path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
  const chosen = stage === undefined ? [] : ['--context', `stage=${stage}`];
  try {
    await run(process.execPath, [cdk, 'synth', '--quiet', '--output', output, ...chosen], {
      cwd: projectDir,
      env: { ...process.env, PATH, CI: 'true' },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const lines = `${stdout}${stderr}`.trimEnd().split('\n').slice(-OUTPUT_LINES).join('\n');
    throw new StartError(
      `the template could not be synthesized:\n${lines}\nsee all of it with \`npm run synth\``,
    );
  }
}

/** Names and contents of every file a template may be made of. */
async function fingerprintOf(projectDir: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const top = (await readdir(projectDir, { withFileTypes: true }))
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('.log') && !LEFT_OUT.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of top) {
    const files = entry.isDirectory()
      ? (await readdir(path.join(projectDir, entry.name), { recursive: true, withFileTypes: true }))
          .filter((each) => each.isFile())
          .map((each) => path.join(each.parentPath, each.name))
          .sort()
      : [path.join(projectDir, entry.name)];
    for (const file of files) {
      hash.update(`\n${path.relative(projectDir, file)}\n`).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}
