import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Jvm, JvmExit } from '../../../local/java/jvm-process.ts';
import { KafkaNode } from '../../../local/kafka/kafka-node.ts';
import { controllerNode } from '../../../local/kafka/node-definition.ts';

/** JVMs in memory: what each was sent, and a way to end it. */
function supervised() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const runs: { signals: string[]; end(exit: Partial<JvmExit>): void; ignoresTerm: boolean }[] = [];
  const lines: string[] = [];
  const launch = (): Jvm => {
    const { promise, resolve } = Promise.withResolvers<JvmExit>();
    const run = {
      signals: [] as string[],
      ignoresTerm: false,
      end: (exit: Partial<JvmExit>) => resolve({ code: null, signal: null, tail: 'last words', ...exit }),
    };
    runs.push(run);
    return {
      pid: runs.length,
      exited: promise,
      tail: () => '',
      signal(signal) {
        run.signals.push(signal);
        if (signal === 'SIGKILL' || (signal === 'SIGTERM' && !run.ignoresTerm)) run.end({ signal });
      },
    };
  };
  // A node without listeners has no ports to wait for.
  const definition = { ...controllerNode({ plaintext: 0, iam: 0, controller: 0 }), listeners: [] };
  const node = new KafkaNode(definition, launch, (text) => lines.push(text));
  return { node, runs, lines };
}

async function started() {
  const all = supervised();
  const start = all.node.start();
  await vi.advanceTimersByTimeAsync(10);
  await start;
  return all;
}

describe('a node under supervision', () => {
  it('is started again after a kill', async () => {
    const { node, runs, lines } = await started();
    expect([node.state, node.pid]).toEqual(['running', 1]);
    await node.kill();
    await vi.advanceTimersByTimeAsync(10);
    expect([node.state, node.pid]).toEqual(['running', 2]);
    expect(runs[0]?.signals).toEqual(['SIGKILL']);
    expect(lines).toEqual(['the controller ended (SIGKILL); starting it again']);
  });

  it('is started again later each time it fails soon, with its last words told', async () => {
    const { node, runs, lines } = await started();
    const pauses: number[] = [];
    for (let failure = 0; failure < 9; failure += 1) {
      runs.at(-1)?.end({ code: 1 });
      const before = runs.length;
      let waited = -1;
      while (runs.length === before) {
        await vi.advanceTimersByTimeAsync(1);
        waited += 1;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([0, 249, 499, 999, 1999, 3999, 7999, 9999, 9999]);
    expect(lines[0]).toBe('the controller ended (exit status 1); starting it again\nlast words');
    expect(node.state).toBe('running');
  });

  it('is started again at once when it had run soundly', async () => {
    const { runs } = await started();
    for (let failure = 0; failure < 3; failure += 1) {
      await vi.advanceTimersByTimeAsync(30_000);
      runs.at(-1)?.end({ code: 1 });
      await vi.advanceTimersByTimeAsync(2);
    }
    expect(runs).toHaveLength(4);
  });

  it('is held down when it was stopped, until it is started', async () => {
    const { node, runs, lines } = await started();
    await node.stop(1000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([node.state, node.pid, runs.length]).toEqual(['stopped', undefined, 1]);
    const start = node.start();
    await vi.advanceTimersByTimeAsync(10);
    await start;
    expect([node.state, runs.length]).toEqual(['running', 2]);
    expect(lines).toEqual([]);
  });

  it('that waits for its next try is held down too', async () => {
    const { node, runs } = await started();
    for (let failure = 0; failure < 4; failure += 1) {
      runs.at(-1)?.end({ code: 1 });
      await vi.advanceTimersByTimeAsync(failure === 3 ? 1 : 2000);
    }
    expect(node.state).toBe('restarting');
    await node.stop(1000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([node.state, runs.length]).toEqual(['stopped', 4]);
  });

  it('is killed when it does not end in time', async () => {
    const { node, runs } = await started();
    runs[0]!.ignoresTerm = true;
    const stop = node.stop(1900);
    await vi.advanceTimersByTimeAsync(1899);
    expect(runs[0]?.signals).not.toContain('SIGKILL');
    await vi.advanceTimersByTimeAsync(1);
    await stop;
    expect(runs[0]?.signals.at(-1)).toBe('SIGKILL');
  });

  it('is woken before it is stopped: a paused process hears no other signal', async () => {
    const { node, runs } = await started();
    node.pause();
    expect(node.state).toBe('paused');
    await node.stop(1000);
    expect(runs[0]?.signals).toEqual(['SIGSTOP', 'SIGCONT', 'SIGTERM']);
  });
});
