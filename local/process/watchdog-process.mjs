// Reads `+pid` and `-pid` lines; when the pipe closes, kills the process groups of the children still alive.
// Plain JavaScript: it starts with the platform, before anything else.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Field 22 of /proc/<pid>/stat: a process that got a dead child's number is not killed. */
function startTime(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19];
  } catch {
    return undefined;
  }
}

const children = new Map();

// Ctrl-C in a terminal is the platform's to answer.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) children.set(pid, startTime(pid));
  else children.delete(pid);
}

for (const [pid, started] of children) {
  if (startTime(pid) !== started) continue;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it ended by itself in the meantime
  }
}
