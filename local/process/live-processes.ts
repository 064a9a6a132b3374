/** The children of this process that lead a group: whatever ends it, short of a kill -9, ends them too. */
const pids = new Set<number>();

/** What the child started itself goes with it. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // gone; macOS answers EPERM for a group of which only dead members are left
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

export function remember(pid: number): void {
  if (pids.size === 0) process.on('exit', endAll);
  pids.add(pid);
}

export function forget(pid: number): void {
  pids.delete(pid);
  if (pids.size === 0) process.off('exit', endAll);
}

function endAll(): void {
  for (const pid of pids) signalGroup(pid, 'SIGKILL');
}
