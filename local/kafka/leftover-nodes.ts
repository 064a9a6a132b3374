/**
 * Nodes of a run that was killed together with its watchdog. A number in a pid file is believed only if that process's
 * command line names our properties file: numbers are used again.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from '../process/live-processes.ts';
import type { NodeDefinition } from './node-definition.ts';

const POLL_MS = 10;

export const propertiesFile = (runDir: string, { id }: NodeDefinition): string =>
  path.join(runDir, `node-${id}.properties`);

const pidFile = (runDir: string, { id }: NodeDefinition): string => path.join(runDir, `node-${id}.pid`);

export function recordPid(runDir: string, node: NodeDefinition, pid: number | undefined): void {
  if (pid === undefined) rmSync(pidFile(runDir, node), { force: true });
  else writeFileSync(pidFile(runDir, node), String(pid));
}

export async function endLeftovers(
  runDir: string,
  nodes: readonly NodeDefinition[],
  log: (text: string) => void,
): Promise<void> {
  await Promise.all(
    nodes.map(async (node) => {
      const pid = Number(read(pidFile(runDir, node)));
      const isOurs = (): boolean => pid > 0 && commandLine(pid).includes(propertiesFile(runDir, node));
      if (!isOurs()) return;
      log(`${node.name} of an earlier run is still there (process ${pid}); ending it`);
      signalGroup(pid, 'SIGKILL');
      while (isOurs()) await sleep(POLL_MS);
    }),
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Empty: no such process. */
function commandLine(pid: number): string {
  if (process.platform === 'linux') return read(`/proc/${pid}/cmdline`);
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
