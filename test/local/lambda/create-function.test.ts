import { describe, expect, test } from 'vitest';
import { tinyFunction } from './tiny-function.ts';

const COUNTER = 'let n = 0; export const handler = async () => ({ n: ++n, pid: process.pid });';
const SLOW = `export const handler = async ({ ms }) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return process.pid;
};`;

describe('an invocation', () => {
  test('is answered with what the handler returns, and null when it returns nothing', async () => {
    const fn = tinyFunction('export const handler = async (event) => event.back;');
    expect(await fn.ask({ back: { batchItemFailures: [] } })).toEqual({ batchItemFailures: [] });
    expect(await fn.ask({})).toBeNull();
  });

  test('finds the module of the one before it in its environment', async () => {
    const fn = tinyFunction(COUNTER);
    const first = (await fn.ask()) as { n: number; pid: number };
    expect(await fn.ask()).toEqual({ n: 2, pid: first.pid });
    expect(fn.tracked).toEqual([first.pid]);
  });

  test('sees the context of Lambda', async () => {
    const fn = tinyFunction(`export const handler = async (event, context) => ({
      ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID,
    });`);
    expect(await fn.ask()).toMatchObject({
      functionName: 'tiny',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-3:123456789012:function:tiny',
      logGroupName: '/aws/lambda/tiny',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      left: expect.toSatisfy((left: number) => left > 4000 && left <= 5000),
      trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
    });
  });

  test('has the variables of Lambda, of the function and of the platform, and none of the shell', async () => {
    process.env.CANARY_OF_THE_SHELL = '1';
    const fn = tinyFunction(
      'export const handler = async () => ({ env: process.env, cwd: process.cwd() });',
      { environment: { DATA_BUCKET: 'data' } },
      { extraEnvironment: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' } },
    );
    const { env, cwd } = (await fn.ask()) as { env: Record<string, string>; cwd: string };
    delete process.env.CANARY_OF_THE_SHELL;
    expect(cwd).toBe(fn.dir);
    expect(env).toMatchObject({
      DATA_BUCKET: 'data',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-west-3',
      AWS_ACCESS_KEY_ID: 'AKIATEST',
      AWS_LAMBDA_FUNCTION_NAME: 'tiny',
      LAMBDA_TASK_ROOT: fn.dir,
      _HANDLER: 'index.handler',
    });
    const others = Object.keys(env).filter((name) => !/^(AWS_|LAMBDA_|_|PATH$|LANG$|TZ$)/.test(name));
    expect(others).toEqual(['DATA_BUCKET']);
  });

  test('of more than 6 MB is refused, and so is such an answer', async () => {
    const fn = tinyFunction("export const handler = async ({ n }) => 'x'.repeat(n);");
    expect(await fn.invoke(Buffer.alloc(6_291_557, '1'))).toMatchObject({
      errorType: 'RequestEntityTooLarge',
    });
    const big = await fn.invoke('{"n":6291555}');
    expect(big).toMatchObject({ functionError: 'Unhandled', errorType: 'Function.ResponseSizeTooLarge' });
    const fits = await fn.invoke('{"n":6291554}');
    expect(fits.status === 'success' && fits.payload.length).toBe(6_291_556);
    expect(fn.tracked).toHaveLength(1);
  });
});

describe('concurrent invocations', () => {
  test('have an environment each, and the one used last is used again first', async () => {
    const fn = tinyFunction(SLOW);
    const [short, long] = await Promise.all([fn.ask({ ms: 50 }), fn.ask({ ms: 400 })]);
    expect(short).not.toBe(long);
    expect(await fn.ask({ ms: 0 })).toBe(long);
    expect(fn.tracked).toHaveLength(2);
  });

  test('wait beyond the greatest number of workers', async () => {
    const fn = tinyFunction(SLOW, {}, { maxWorkers: 2 });
    const pids = await Promise.all([1, 2, 3, 4, 5].map(() => fn.ask({ ms: 20 })));
    expect(new Set(pids).size).toBe(2);
  });

  test('wait beyond the reserved concurrency, which at 0 switches the function off', async () => {
    const one = tinyFunction(SLOW, { reservedConcurrency: 1 });
    expect(new Set(await Promise.all([1, 2, 3].map(() => one.ask({ ms: 5 })))).size).toBe(1);
    const off = tinyFunction(SLOW, { reservedConcurrency: 0 });
    expect(await off.invoke('{}')).toMatchObject({ errorType: 'TooManyRequestsException' });
    expect(off.tracked).toEqual([]);
  });
});

describe('an environment', () => {
  test('unused for long is ended', async () => {
    const fn = tinyFunction(COUNTER, {}, { idleMs: 50 });
    await fn.ask();
    await expect.poll(() => fn.workers()).toEqual([]);
    expect(await fn.ask()).toMatchObject({ n: 1 });
  });

  test('killed while idle is replaced without an error', async () => {
    const fn = tinyFunction(COUNTER);
    for (const wait of [0, 5, 50]) {
      const { pid } = (await fn.ask()) as { pid: number };
      process.kill(pid, 'SIGKILL');
      // at 0 the loop is held, so that the exit event cannot have come before the next invocation
      if (wait === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      else await new Promise((resolve) => setTimeout(resolve, wait));
      const next = (await fn.ask()) as { n: number; pid: number };
      expect(next.n).toBe(1);
      expect(next.pid).not.toBe(pid);
    }
  });

  test('says which workers are busy', async () => {
    const fn = tinyFunction(SLOW);
    const slow = fn.ask({ ms: 200 });
    await expect.poll(() => fn.workers()).toEqual([{ pid: expect.any(Number), busy: true }]);
    const pid = await slow;
    expect(fn.workers()).toEqual([{ pid, busy: false }]);
  });
});

describe('shutdown', () => {
  test('ends idle and busy workers within a second and sends the waiting away', async () => {
    const fn = tinyFunction(SLOW, {}, { maxWorkers: 2 });
    await Promise.all([fn.ask({ ms: 100 }), fn.ask({ ms: 0 })]);
    const busy = [fn.invoke('{"ms":4000}'), fn.invoke('{"ms":4000}'), fn.invoke('{"ms":1}')];
    await expect.poll(() => fn.workers().filter((each) => each.busy)).toHaveLength(2);
    const started = performance.now();
    await fn.shutdown();
    expect(performance.now() - started).toBeLessThan(1000);
    expect((await Promise.all(busy)).map((each) => each.status === 'error' && each.errorType)).toEqual([
      'Runtime.ExitError',
      'Runtime.ExitError',
      'ServiceException',
    ]);
    for (const pid of fn.tracked) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await fn.invoke('{"ms":1}')).toMatchObject({ errorType: 'ServiceException' });
    expect(fn.workers()).toEqual([]);
  });

  test('during a cold start leaves no worker behind', async () => {
    const fn = tinyFunction(SLOW);
    const cold = fn.invoke('{"ms":4000}');
    await expect.poll(() => fn.tracked, { interval: 1 }).toHaveLength(1);
    await fn.shutdown();
    expect((await cold).status).toBe('error');
    expect(fn.tracked).toHaveLength(1);
    for (const pid of fn.tracked) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
