/**
 * The programs of a JDK and Maven. JAVA_HOME comes first, then PATH; the first Java there that runs is the one a person
 * means, so it is refused when it is too old or no JDK: another one behind it would be a surprise.
 *
 * Asking a Java for its version costs up to half a second, so the answer is kept by path, time and size of the
 * binary. It names the Java's real home: what a version manager's wrapper pointed to stays valid by itself.
 */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';
import { writeWhole } from './write-whole.ts';

const run = promisify(execFile);

const OLDEST = 17;
const PROGRAMS = ['java', 'javac', 'jar', 'keytool'] as const;
const ADVICE = `install a JDK ${OLDEST} or later (Temurin, or a package such as openjdk-17-jdk) and put its bin folder on PATH, or point JAVA_HOME to it`;

export interface JavaTools extends Readonly<Record<(typeof PROGRAMS)[number], string>> {
  readonly mvn: string;
  readonly home: string;
  /** The exact build, as in 17.0.15+6-Debian: what archives of its classes are tied to. */
  readonly build: string;
}

export interface JavaToolsOptions {
  readonly cacheDir: string;
  /** Where JAVA_HOME and PATH are read. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

interface Java {
  readonly home: string;
  readonly version: string;
  readonly build: string;
}

type Known = Record<string, Java & { readonly stamp: string }>;

export async function javaTools({ cacheDir, env = process.env }: JavaToolsOptions): Promise<JavaTools> {
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const homes = env.JAVA_HOME ? [path.join(env.JAVA_HOME, 'bin')] : [];
  const found = await firstJdk([...homes, ...folders], cacheDir);
  const mvn = folders.map((folder) => path.join(folder, 'mvn')).find(isProgram);
  if (mvn === undefined) {
    throw new StartError(
      'Maven (mvn) is not on PATH; it fetches the brokers: install Apache Maven 3.6 or later',
    );
  }
  const bin = (name: string): string => path.join(found.home, 'bin', name);
  return {
    java: bin('java'),
    javac: bin('javac'),
    jar: bin('jar'),
    keytool: bin('keytool'),
    mvn,
    home: found.home,
    build: found.build,
  };
}

async function firstJdk(folders: readonly string[], cacheDir: string): Promise<Java> {
  const binaries = new Set(
    folders
      .map((folder) => path.join(folder, 'java'))
      .filter(isProgram)
      .map((file) => realpathSync(file)),
  );
  const silent: string[] = [];
  for (const binary of binaries) {
    const java = await describeJava(binary, cacheDir);
    const why = java && unfit(java);
    if (why !== undefined) throw new StartError(`${why}: ${ADVICE}`);
    if (java !== undefined) return java;
    silent.push(`${binary} does not run`);
  }
  const reason = silent.length === 0 ? 'no Java on PATH and none at JAVA_HOME' : silent.join('; ');
  throw new StartError(`${reason}: ${ADVICE}`);
}

function unfit({ home, version }: Java): string | undefined {
  const major = Number(/^(?:1\.)?(\d+)/.exec(version)?.[1]);
  if (!(major >= OLDEST)) return `the Java in ${home} is ${version}, too old`;
  const missing = PROGRAMS.filter((name) => !isProgram(path.join(home, 'bin', name)));
  if (missing.length === 0) return undefined;
  return `the Java ${version} in ${home} is no JDK (${missing.join(', ')} missing)`;
}

/** Undefined: it does not run, as the placeholder of a system without Java. */
async function describeJava(binary: string, cacheDir: string): Promise<Java | undefined> {
  const file = path.join(cacheDir, 'java.json');
  const { mtimeMs, size } = statSync(binary);
  const stamp = `${mtimeMs} ${size}`;
  const known = readKnown(file);
  const kept = known[binary];
  if (kept?.stamp === stamp && existsSync(path.join(kept.home, 'bin', 'java'))) return kept;
  const java = await askJava(binary);
  if (java === undefined) return undefined;
  mkdirSync(cacheDir, { recursive: true });
  writeWhole(file, JSON.stringify({ ...known, [binary]: { ...java, stamp } }));
  return java;
}

function readKnown(file: string): Known {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Known;
  } catch {
    // not written yet, or torn: the Java is asked again
    return {};
  }
}

async function askJava(binary: string): Promise<Java | undefined> {
  let text: string;
  try {
    text = (await run(binary, ['-XshowSettings:properties', '-version'], { timeout: 20_000 })).stderr;
  } catch {
    return undefined;
  }
  const property = (name: string): string | undefined =>
    new RegExp(`^\\s*${name.replaceAll('.', '\\.')} = (.+)$`, 'm').exec(text)?.[1]?.trim();
  const home = property('java.home') ?? path.dirname(path.dirname(binary));
  const version = property('java.version') ?? / version "([^"]+)"/.exec(text)?.[1];
  if (version === undefined) return undefined;
  return { home, version, build: property('java.runtime.version') ?? version };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
