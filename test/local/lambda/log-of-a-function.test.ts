import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tinyFunction } from './tiny-function.ts';

const UUID = '[0-9a-f-]{36}';

describe('the log of a function', () => {
  test('has the lines of Lambda around those of the function, an init duration only when cold', async () => {
    const fn = tinyFunction(`console.log('loading'); export const handler = async () => {
      console.warn('odd %d', 7); process.stderr.write('raw\\n'); process.stdout.write('unfinished');
    };`);
    await fn.ask();
    await fn.ask();
    const invocation = (cold: boolean): unknown[] => [
      expect.stringMatching(`^START RequestId: ${UUID} Version: \\$LATEST$`),
      ...['odd', 'raw', 'unfinished'].map((text) => expect.stringContaining(text)),
      expect.stringMatching(`^END RequestId: ${UUID}$`),
      expect.stringMatching(
        new RegExp(
          `^REPORT RequestId: ${UUID}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\t` +
            `Memory Size: 256 MB\tMax Memory Used: \\d+ MB${cold ? '\tInit Duration: [\\d.]+ ms' : ''}$`,
        ),
      ),
    ];
    // stdout and stderr are two pipes: between them no order is kept
    const own = (at: number) => fn.lines.splice(at, 3, ...fn.lines.slice(at, at + 3).sort());
    own(3);
    own(9);
    expect(fn.lines).toEqual([
      expect.stringMatching(/^INIT_START Runtime Version: nodejs:\d+/),
      expect.stringMatching(/\tINFO\tloading$/),
      ...invocation(true),
      ...invocation(false),
    ]);
    expect(fn.lines.find((line) => line.includes('odd'))).toMatch(
      new RegExp(`^\\d{4}-\\S+Z\t${UUID}\tWARN\todd 7$`),
    );
  });

  test('has every line before the REPORT of its invocation, however many', async () => {
    const fn = tinyFunction(`export const handler = async ({ n }) => {
      for (let i = 0; i < n; i++) console.log('line ' + i + ' ' + 'é'.repeat(100));
    };`);
    for (const n of [3000, 1, 2000]) {
      fn.lines.length = 0;
      await fn.ask({ n });
      expect(fn.lines.filter((line) => line.endsWith('é'.repeat(100)))).toHaveLength(n);
      expect(fn.lines.at(-1)).toMatch(/^REPORT/);
    }
  });

  test('has every line of the init phase before the first START', async () => {
    const fn = tinyFunction(`for (let i = 0; i < 3000; i++) process.stderr.write('loading\\n');
      export const handler = async () => {};`);
    await fn.ask();
    expect(fn.lines.filter((line) => line === 'loading')).toHaveLength(3000);
    expect(fn.lines.lastIndexOf('loading')).toBeLessThan(fn.lines.findIndex((line) => /^START/.test(line)));
  });

  test('has the last words of a worker that crashed', async () => {
    const fn = tinyFunction(
      `export const handler = async () => {
        for (let i = 0; i < 3000; i++) process.stdout.write('x'.repeat(99) + '\\n');
        process.stdout.write('last words');
        process.kill(process.pid, 'SIGKILL');
      };`,
    );
    await fn.invoke('{}');
    expect(fn.lines.filter((line) => line.startsWith('xxx'))).toHaveLength(3000);
    expect(fn.lines).toContain('last words');
    expect(fn.lines.indexOf('last words')).toBeLessThan(fn.lines.findIndex((line) => line.startsWith('END')));
  });

  test('is written to its file', async () => {
    const dir = tinyFunction('').dir;
    const logFile = path.join(dir, 'logs', 'tiny.log');
    const fn = tinyFunction("export const handler = async () => console.log('hello');", {}, { logFile });
    await fn.ask();
    await fn.shutdown();
    expect(readFileSync(logFile, 'utf8')).toBe(`${fn.lines.join('\n')}\n`);
  });

  test('gives its embedded metrics', async () => {
    const line = {
      _aws: {
        Timestamp: 1,
        CloudWatchMetrics: [
          { Namespace: 'Orders', Dimensions: [['service']], Metrics: [{ Name: 'handled', Unit: 'Count' }] },
        ],
      },
      service: 'tiny',
      handled: 3,
    };
    const fn = tinyFunction(
      `export const handler = async () => process.stdout.write(${JSON.stringify(JSON.stringify(line))} + '\\n');`,
    );
    await fn.ask();
    expect(fn.metrics).toEqual([
      {
        namespace: 'Orders',
        dimensions: { service: 'tiny' },
        metrics: [{ name: 'handled', unit: 'Count', value: 3 }],
      },
    ]);
  });

  test('survives a function that closes or replaces its stdout', async () => {
    const fn = tinyFunction(`process.stdout.write = () => true;
      export const handler = async (event) => { if (event.end) process.stdout.end(); return 'well'; };`);
    expect(await fn.ask()).toBe('well');
    expect(await fn.ask({ end: true })).toBe('well');
  });
});
