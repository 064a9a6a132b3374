/** One run of Maven that copies the runtime dependencies of a pom into a folder, telling how it goes. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { StartError } from '../start-error.ts';
import type { JavaTools } from './java-tools.ts';

const LAST_LINES = 12;
const PROGRESS_MS = 1000;
const DOWNLOADED = /^(?:\[INFO\] )?Downloaded from \S+ \S+\.jar \(([\d.]+) (B|kB|MB)/;
const BYTES = { B: 1, kB: 1e3, MB: 1e6 } as const;

export interface Copying {
  readonly pom: string;
  readonly into: string;
  /** What the jars are for. */
  readonly what: string;
  readonly tools: JavaTools;
  readonly progress: (text: string) => void;
}

export async function copyDependencies({ pom, into, what, tools, progress }: Copying): Promise<void> {
  let count = 0;
  let bytes = 0;
  const tell = (): void => progress(`${what}: ${count} jars downloaded, ${(bytes / 1e6).toFixed(1)} MB`);
  const timer = setInterval(tell, PROGRESS_MS);
  try {
    await runMaven(tools, pom, into, (line) => {
      const [, size, unit] = DOWNLOADED.exec(line) ?? [];
      if (size === undefined) return;
      count += 1;
      bytes += Number(size) * BYTES[unit as keyof typeof BYTES];
    });
    progress(`${what}: ${readdirSync(into).length} jars ready`);
  } finally {
    clearInterval(timer);
  }
}

function runMaven(tools: JavaTools, pom: string, into: string, line: (text: string) => void): Promise<void> {
  const child = spawn(
    tools.mvn,
    [
      '--batch-mode',
      '--file',
      pom,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${into}`,
    ],
    { env: { ...process.env, JAVA_HOME: tools.home }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.on('exit', endWithUs);
  const last: string[] = [];
  let open = '';
  const read = (chunk: Buffer): void => {
    const lines = `${open}${chunk}`.split('\n');
    open = lines.pop() ?? '';
    for (const text of lines) {
      line(text);
      last.push(text);
    }
    last.splice(0, last.length - LAST_LINES);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise<void>((resolve, reject) => {
    const failed = (how: string): void =>
      reject(
        new StartError(
          `Maven could not fetch the jars of ${pom} (${how}):\n${[...last, open].join('\n').trim()}\nis the network reachable? (mvn --file ${pom} dependency:copy-dependencies)`,
        ),
      );
    child.once('error', (error) => failed(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else failed(signal ?? `exit status ${code}`);
    });
  }).finally(() => process.off('exit', endWithUs));
}
