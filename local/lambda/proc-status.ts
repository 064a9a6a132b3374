/**
 * What a worker's memory is measured by: its anonymous memory (RssAnon). The 40 to 60 MB of the node binary's own
 * pages are shared by all workers of this machine and not counted; AWS counts some of them, so a function shows
 * less here than there. Undefined where there is no /proc: then only V8's own limit holds.
 */
import { readFileSync } from 'node:fs';

export function anonymousBytes(pid: number): number | undefined {
  const kb = /^RssAnon:\s+(\d+) kB/m.exec(statusOf(pid) ?? '')?.[1];
  return kb === undefined ? undefined : Number(kb) * 1024;
}

/** False of a process that has died though Node has not yet told so. */
export function seemsAlive(pid: number): boolean {
  const state = /^State:\s+(\S)/m.exec(statusOf(pid) ?? '')?.[1];
  return state !== 'Z' && state !== 'X' && (state !== undefined || process.platform !== 'linux');
}

function statusOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    // gone, or a system without /proc
    return undefined;
  }
}
