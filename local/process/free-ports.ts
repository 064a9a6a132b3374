/** Ports are looked at before any JVM starts: a broker needs two seconds to find its port taken. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../start-error.ts';

export interface Listener {
  readonly port: number;
  /** As in `broker 2, IAM`. */
  readonly what: string;
}

/** After a SIGKILL a port stays bound until the last thread is gone. */
const LET_GO_MS = 1500;
const POLL_MS = 25;

export async function refuseTakenPorts(listeners: readonly Listener[]): Promise<void> {
  const free = await Promise.all(listeners.map(({ port }) => freedWithin(port, LET_GO_MS)));
  const taken = listeners.filter((_, index) => !free[index]);
  if (taken.length > 0) throw portsTaken(taken);
}

export function portsTaken(listeners: readonly Listener[]): StartError {
  const texts = listeners.map(({ port, what }) => `port ${port} (${what}) is taken${ownerOf(port)}`);
  return new StartError(`${texts.join('; ')}: end what holds it, or choose other ports with --port`);
}

export async function freedWithin(port: number, ms: number): Promise<boolean> {
  const start = performance.now();
  while (!(await isFree(port))) {
    if (performance.now() - start > ms) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Linux tells whose socket listens, if it is a process of ours. */
function ownerOf(port: number): string {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningSockets(file, port));
  if (sockets.length === 0) return '';
  for (const pid of listed('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const fd of listed(`/proc/${pid}/fd`)) {
      const link = attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`));
      if (link === undefined || !sockets.includes(link)) continue;
      const name = attempt(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
      return ` by process ${pid}${name ? ` (${name})` : ''}`;
    }
  }
  return '';
}

function listeningSockets(file: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return (attempt(() => readFileSync(file, 'utf8')) ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hex}`))
    .map((fields) => `socket:[${fields[9]}]`);
}

const listed = (dir: string): string[] => attempt(() => readdirSync(dir)) ?? [];

/** Another user's process, or one that has just ended. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
