import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tinyFunction } from './tiny-function.ts';

const report = (lines: readonly string[]): string =>
  lines.findLast((line) => line.startsWith('REPORT')) ?? '';

describe('an error of the handler', () => {
  const SOURCE = `export const handler = async (event) => {
    if (event.text) throw event.text;
    if (event.fail) throw new RangeError('too far');
    return process.pid;
  };`;

  test('is answered with its type, message and trace, and the environment stays', async () => {
    const fn = tinyFunction(SOURCE);
    const result = await fn.invoke('{"fail":true}');
    expect(result).toMatchObject({
      status: 'error',
      functionError: 'Unhandled',
      errorType: 'RangeError',
      errorMessage: 'too far',
    });
    const { trace } = JSON.parse(result.payload.toString());
    expect(trace[1]).toContain('index.mjs:3');
    expect(report(fn.lines)).toContain('Status: error\tError Type: RangeError');
    expect(await fn.ask()).toBe(fn.tracked[0]);
  });

  test('may be anything', async () => {
    const fn = tinyFunction(SOURCE);
    expect(await fn.invoke('{"text":"no"}')).toMatchObject({ errorType: 'string', errorMessage: 'no' });
  });

  test('that its answer cannot be JSON is one', async () => {
    const fn = tinyFunction('export const handler = async () => 1n;');
    expect(await fn.invoke('{}')).toMatchObject({ errorMessage: 'Unable to stringify response body' });
  });

  test('of an event that is no JSON is one', async () => {
    const fn = tinyFunction(SOURCE);
    expect(await fn.invoke('{')).toMatchObject({ errorType: 'SyntaxError' });
  });
});

describe('a time-out', () => {
  test('kills the worker, says so, and the next invocation has a new one', async () => {
    const fn = tinyFunction(
      'export const handler = async (e) => { if (e.spin) for (;;); return process.pid; };',
      { timeoutMs: 150 },
    );
    const first = await fn.ask();
    const started = performance.now();
    const result = await fn.invoke('{"spin":true}');
    expect(performance.now() - started).toBeLessThan(600);
    expect(result).toMatchObject({
      functionError: 'Unhandled',
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^\d{4}-\S+Z [0-9a-f-]{36} Task timed out after 0\.15 seconds$/),
    });
    expect(report(fn.lines)).toContain('Status: timeout');
    expect(() => process.kill(first as number, 0)).toThrow('ESRCH');
    expect(await fn.ask()).not.toBe(first);
  });

  test('leaves nothing that the function had started', async () => {
    const fn = tinyFunction(
      `import { spawn } from 'node:child_process';
       export const handler = async (event) => {
         console.log('child ' + spawn('sleep', ['60']).pid);
         await new Promise(() => setInterval(() => {}, 1000));
       };`,
      { timeoutMs: 150 },
    );
    await fn.invoke('{}');
    const pid = Number(/child (\d+)/.exec(fn.lines.join('\n'))?.[1]);
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => existsSync(`/proc/${pid}/exe`)).toBe(false);
  });
});

describe('a crash', () => {
  test.each([
    ['process.exit(1)', 'Runtime exited with error: exit status 1'],
    ['process.exit(0)', 'Runtime exited without providing a reason'],
    ["process.kill(process.pid, 'SIGKILL')", 'Runtime exited with error: signal: killed'],
    ["process.kill(process.pid, 'SIGSEGV')", 'Runtime exited with error: signal: segmentation fault'],
  ])('by %s is told as Lambda tells it, and the next invocation works', async (how, message) => {
    const fn = tinyFunction(`export const handler = async (event) => {
      if (event.crash) { ${how}; await new Promise(() => {}); }
      return 'well';
    };`);
    const result = await fn.invoke('{"crash":true}');
    expect(result).toMatchObject({
      functionError: 'Unhandled',
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${result.requestId} Error: ${message}`,
    });
    expect(await fn.ask()).toBe('well');
  });

  test('by a kill from outside in mid invocation is told the same', async () => {
    const fn = tinyFunction('export const handler = () => new Promise(() => setInterval(() => {}, 1000));');
    const result = fn.invoke('{}');
    await expect.poll(() => fn.lines.some((line) => line.startsWith('START'))).toBe(true);
    process.kill(fn.workers()[0]!.pid, 'SIGKILL');
    expect(await result).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  test('by a rejection nobody handles names it', async () => {
    const fn = tinyFunction(`export const handler = async () => {
      Promise.reject(new Error('forgotten'));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    };`);
    expect(await fn.invoke('{}')).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'forgotten',
    });
    expect(fn.workers()).toEqual([]);
  });

  test('by an exception nobody catches names it', async () => {
    const fn = tinyFunction(`export const handler = async () => {
      setTimeout(() => { throw new TypeError('in a timer'); }, 1);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    };`);
    expect(await fn.invoke('{}')).toMatchObject({ errorType: 'TypeError', errorMessage: 'in a timer' });
  });
});

describe('memory', () => {
  test('beyond the limit, outside of the heap, kills the worker', async () => {
    const fn = tinyFunction(
      `const kept = [];
       export const handler = async (event) => {
         if (!event.eat) return 'well';
         for (;;) { kept.push(Buffer.alloc(4e6, 1)); await new Promise((resolve) => setTimeout(resolve, 5)); }
       };`,
      { memoryMb: 128 },
    );
    expect(await fn.invoke('{"eat":true}')).toMatchObject({
      functionError: 'Unhandled',
      errorType: 'Runtime.OutOfMemory',
    });
    expect(Number(/Max Memory Used: (\d+) MB/.exec(report(fn.lines))?.[1])).toBeGreaterThanOrEqual(128);
    expect(await fn.ask()).toBe('well');
  });

  test('beyond the limit at the answer is no success, however fast the handler was', async () => {
    const fn = tinyFunction(
      'const kept = []; export const handler = async () => kept.push(Buffer.alloc(1.5e8, 1));',
      {
        memoryMb: 128,
      },
    );
    expect(await fn.invoke('{}')).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });

  test('beyond the limit on the heap ends the runtime', async () => {
    const fn = tinyFunction(
      'export const handler = async () => { const kept = []; for (;;) kept.push({ a: [kept.length] }); };',
      { memoryMb: 128 },
    );
    const result = await fn.invoke('{}');
    expect(result.status === 'error' && result.errorType).toMatch(/^Runtime\.(ExitError|OutOfMemory)$/);
  });
});

describe('the init phase', () => {
  test.each([
    ['throw new RangeError("bad env");', 'RangeError', 'bad env'],
    ['export const other = 1;', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
    ['export const handler = 1;', 'Runtime.HandlerNotFound', 'index.handler is not a function'],
    ['import "./nowhere.mjs";', 'Runtime.ImportModuleError', expect.stringContaining('nowhere.mjs')],
    ['export const handler = (', 'Runtime.UserCodeSyntaxError', expect.any(String)],
    ['export const handler = (e, c, cb) => cb();', 'Runtime.CallbackHandlerDeprecated', expect.any(String)],
    ['process.exit(3);', 'Runtime.ExitError', expect.stringContaining('exit status 3')],
  ])('that fails with %s is tried twice, then told', async (source, errorType, errorMessage) => {
    const fn = tinyFunction(source);
    const result = await fn.invoke('{}');
    expect(result).toMatchObject({ functionError: 'Unhandled', errorType, errorMessage });
    const phases = fn.lines
      .filter((line) => line.startsWith('INIT_REPORT'))
      .map((line) => line.split('\t')[1]);
    expect(phases).toEqual(['Phase: init', 'Phase: invoke']);
    expect(fn.tracked).toHaveLength(2);
  });

  test('without the module says which is missing', async () => {
    const fn = tinyFunction('', { handler: 'main.handler' });
    expect(await fn.invoke('{}')).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Error: Cannot find module 'main'",
    });
  });

  test('that takes too long is begun anew within the invocation', async () => {
    const fn = tinyFunction(
      `import { existsSync, writeFileSync } from 'node:fs';
       if (!existsSync('seen')) { writeFileSync('seen', ''); await new Promise((r) => setTimeout(r, 5000)); }
       export const handler = async () => 'well';`,
      {},
      { initMs: 300 },
    );
    expect(await fn.ask()).toBe('well');
    expect(fn.lines.filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
      expect.stringMatching(/Phase: init\tStatus: timeout$/),
      expect.stringMatching(/Phase: invoke\tStatus: success$/),
    ]);
  });

  test('that never ends is a time-out of the invocation', async () => {
    const fn = tinyFunction(
      'await new Promise((r) => setTimeout(r, 60000)); export const handler = 1;',
      { timeoutMs: 200 },
      { initMs: 100 },
    );
    expect(await fn.invoke('{}')).toMatchObject({ errorType: 'Sandbox.Timedout' });
  });
});
