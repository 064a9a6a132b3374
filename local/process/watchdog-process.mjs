// Reads `+pid` and `-pid` lines; when the pipe closes, kills the process groups of the children still alive.
import { createInterface } from 'node:readline';
import { startTime } from './start-time.ts';

const children = new Map();

// Ctrl-C in a terminal is the platform's to answer.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) children.set(pid, startTime(pid));
  else children.delete(pid);
}

for (const [pid, started] of children) {
  // Gone, or its number is another process's by now, or nobody can tell: then it is not killed.
  if (started === '' || startTime(pid) !== started) continue;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it ended by itself in the meantime
  }
}
