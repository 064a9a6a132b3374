/**
 * The emulator of AWS, on a free port of 127.0.0.1, until `stop`. It runs functions with the first `node` of its PATH: a
 * script that notes what it is started with and goes on as the Node of this process.
 */
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from '../../local/process/live-processes.ts';
import type { Watchdog } from '../../local/process/watchdog.ts';
import { accountEnv } from './account.ts';

const READY_MS = 30_000;
const POLL_MS = 50;

export interface Emulator {
  readonly endpoint: string;
  readonly port: number;
  /** What `node` was started with, a line each. */
  nodesStarted(): readonly string[];
  stop(): void;
}

export interface EmulatorOptions {
  readonly python: string;
  /** For its log and everything it writes. */
  readonly dir: string;
  readonly watchdog: Watchdog;
}

export async function startEmulator({ python, dir, watchdog }: EmulatorOptions): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const started = path.join(dir, 'nodes-started');
  const bin = path.join(dir, 'bin');
  const temporary = path.join(dir, 'tmp');
  for (const each of [bin, temporary]) mkdirSync(each, { recursive: true });
  writeFileSync(
    path.join(bin, 'node'),
    `#!/bin/sh\necho "$@" >> '${started}'\nexec '${process.execPath}' "$@"\n`,
  );
  chmodSync(path.join(bin, 'node'), 0o755);

  const log = path.join(dir, 'emulator.log');
  const output = openSync(log, 'w');
  const app = ['-m', 'hypercorn', '--bind', `127.0.0.1:${port}`, 'ministack.app:app'];
  const child = spawn(python, app, {
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      ...accountEnv(endpoint),
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      GATEWAY_PORT: String(port),
      TMPDIR: temporary,
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  closeSync(output);
  watchdog.track(child);
  const { pid } = child;
  const stop = (): void => {
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
  };

  const giveUp = Date.now() + READY_MS;
  while (!(await isReady(endpoint))) {
    const ended = pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > giveUp) {
      stop();
      const why = ended ? 'ended' : `is not ready after ${READY_MS / 1_000} s`;
      throw new Error(`the emulator ${why}:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    }
    await sleep(POLL_MS);
  }
  return {
    endpoint,
    port,
    nodesStarted: () => (existsSync(started) ? readFileSync(started, 'utf8').trimEnd().split('\n') : []),
    stop,
  };
}

const isReady = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );

/** It may be taken again before the emulator has it; then the emulator ends, and says so. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
