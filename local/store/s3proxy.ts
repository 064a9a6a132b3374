/** One process of S3Proxy, from its start to its first answer. */
import type { ChildProcess } from 'node:child_process';
import { request } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitText, type Jvm, startJvm } from '../java/jvm-process.ts';
import { StartError } from '../start-error.ts';
import type { Running } from './supervise.ts';

const LOGGING = fileURLToPath(new URL('./logback.xml', import.meta.url));
/** C2 would cost more than it gives. Bodies of signed requests are kept whole until they are checked. */
const FLAGS = [
  '-Xmx256m',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  `-Dlogback.configurationFile=${LOGGING}`,
];
const LONGEST_START_MS = 60_000;
const PROBE_MS = 20;
/** It may have to answer many who waited for it at once. */
const ANSWER_MS = 5_000;

export interface S3ProxyOptions {
  readonly java: string;
  readonly flags: readonly string[];
  readonly classPath: readonly string[];
  /** Holds s3proxy.properties; gets the log. */
  readonly dir: string;
  readonly endpoint: string;
  readonly track?: (child: ChildProcess) => void;
}

export async function startS3Proxy(options: S3ProxyOptions, signal: AbortSignal): Promise<Running> {
  const { java, flags, classPath, dir, endpoint, track } = options;
  signal.throwIfAborted();
  const jvm = startJvm({
    java,
    flags: [...FLAGS, ...flags],
    classPath,
    command: ['org.gaul.s3proxy.Main', '--properties', 's3proxy.properties'],
    logFile: path.join(dir, 's3proxy.log'),
    cwd: dir,
    // Else names of files, and so keys, are ASCII alone where the system sets no language, as in most containers.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    ...(track && { track }),
  });
  try {
    await answering(jvm, endpoint, signal);
  } catch (error) {
    jvm.signal('SIGKILL');
    await jvm.exited;
    throw error;
  }
  return { pid: jvm.pid ?? 0, ended: jvm.exited.then(exitText), signal: jvm.signal };
}

async function answering(jvm: Jvm, endpoint: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + LONGEST_START_MS;
  const exited = jvm.exited.then((exit) => exit);
  while (!(await answers(endpoint))) {
    signal.throwIfAborted();
    const exit = await Promise.race([exited, sleep(PROBE_MS)]);
    if (exit !== undefined) {
      throw new StartError(`the object store ended while it started (${exitText(exit)}):\n${exit.tail}`);
    }
    if (performance.now() > end) {
      throw new StartError(
        `the object store does not answer after ${LONGEST_START_MS / 1_000} s:\n${jvm.tail()}`,
      );
    }
  }
  signal.throwIfAborted();
}

/** Any answer of an S3: to a request without a signature it is 403. */
function answers(endpoint: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request(endpoint, { agent: false, timeout: ANSWER_MS }, (response) => {
      response.resume();
      resolve(response.headers['x-amz-request-id'] !== undefined);
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => resolve(false));
    asking.end();
  });
}
