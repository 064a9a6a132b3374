import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freedWithin, refuseTakenPorts } from '../../../local/kafka/free-ports.ts';
import { refuseFullDisk } from '../../../local/kafka/free-space.ts';
import { endLeftovers, propertiesFile, recordPid } from '../../../local/kafka/leftover-nodes.ts';
import { controllerNode } from '../../../local/kafka/node-definition.ts';
import { ports } from './nodes.ts';

function folder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'refusals-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

async function listening() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

describe('before a JVM starts', () => {
  it.runIf(process.platform === 'linux')('a taken port is refused with its owner', async () => {
    const { port } = await listening();
    await expect(refuseTakenPorts([controllerNode({ ...ports, controller: port })])).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(
        new RegExp(
          `^port ${port} \\(the controller\\) is taken by process ${process.pid} \\(.+\\): .*--port`,
        ),
      ),
    });
  });

  it('a port that is let go in time is not refused', async () => {
    const { server, port } = await listening();
    setTimeout(() => server.close(), 100);
    await refuseTakenPorts([controllerNode({ ...ports, controller: port })]);
    expect(await freedWithin(port, 0)).toBe(true);
  });

  it('a nearly full disk is refused with its folder and both numbers', () => {
    const dir = folder();
    expect(() => refuseFullDisk(dir, 1e18)).toThrow(
      new RegExp(
        `^the disk of ${dir} is nearly full: \\d+ bytes are free, the brokers need 1000000000000000000;`,
      ),
    );
    expect(() => refuseFullDisk(dir, 1)).not.toThrow();
  });

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
