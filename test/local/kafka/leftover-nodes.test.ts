import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endLeftovers, propertiesFile, recordPid } from '../../../local/kafka/leftover-nodes.ts';
import { controllerNode } from '../../../local/kafka/node-definition.ts';
import { ports } from './nodes.ts';

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'leftover-nodes-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

describe('before a JVM starts', () => {
  it('a node of a killed run is ended', async () => {
    const runDir = folder();
    const node = controllerNode(ports);
    const left = spawn('sh', ['-c', 'sleep 60; true', propertiesFile(runDir, node)], { detached: true });
    const ended = once(left, 'exit');
    recordPid(runDir, node, left.pid);
    const lines: string[] = [];
    await endLeftovers(runDir, [node], (text) => lines.push(text));
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(lines).toEqual([
      `the controller of an earlier run is still there (process ${left.pid}); ending it`,
    ]);
  });

  it('a process that has got the number of a dead node is left alone', async () => {
    const runDir = folder();
    const node = controllerNode(ports);
    const other = spawn('sleep', ['60'], { detached: true });
    onTestFinished(() => void other.kill('SIGKILL'));
    recordPid(runDir, node, other.pid);
    await endLeftovers(runDir, [node], () => expect.unreachable());
    expect(other.exitCode ?? other.signalCode).toBeNull();
    expect(() => process.kill(other.pid!, 0)).not.toThrow();
  });
});
