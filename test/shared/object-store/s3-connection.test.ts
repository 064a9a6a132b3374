import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { classify } from '../../../shared/consume/classify.ts';
import { s3ObjectStore } from '../../../shared/object-store/s3-object-store.ts';
import { s3To } from '../../driver/s3-to.ts';
import { type Answer, ok, scriptedServer, silence } from '../../driver/scripted-server.ts';

const NO_LIMIT = { maxBytes: 1_000 };

async function timed(work: Promise<unknown>) {
  const started = performance.now();
  const outcome = await work.catch((error) => classify(error));
  return { outcome, seconds: (performance.now() - started) / 1_000 };
}

// Side by side: each takes the time it measures.
test('a store without an answer takes 5 s an attempt, also one that stays busy or stops in an object', {
  timeout: 20_000,
}, async () => {
  const working: Answer = (response) => {
    const timer = setInterval(() => response.writeProcessing(), 500);
    response.on('close', () => clearInterval(timer));
  };
  const halting: Answer = (response) => response.writeHead(200, { 'content-length': '1000' }).write('x');
  const read = async (...script: Answer[]) => {
    const { endpoint, asked } = await scriptedServer(script);
    return { asked, ...(await timed(s3ObjectStore('b', s3To(endpoint)).read('k', NO_LIMIT))) };
  };
  const [silent, busy, halted] = await Promise.all([
    read(silence, ok('late')),
    read(working, ok('late')),
    read(halting),
  ]);
  for (const { outcome, asked } of [silent, busy]) {
    expect(outcome).toEqual(Buffer.from('late'));
    expect(asked).toHaveLength(2);
  }
  expect(halted.outcome).toMatchObject({ verdict: 'transient', code: 'TimeoutError' });
  for (const { seconds } of [silent, busy, halted]) {
    expect(seconds).toBeGreaterThan(4.9);
    expect(seconds).toBeLessThan(7);
  }
});

test('a store that refuses connections fails at once, for now', async () => {
  const { outcome, seconds } = await timed(
    s3ObjectStore('b', s3To('http://127.0.0.1:1')).create('k', Buffer.from('x')),
  );
  expect(outcome).toMatchObject({ verdict: 'transient', code: 'ECONNREFUSED' });
  expect(seconds).toBeLessThan(1);
});

describe('a store to which no connection comes about', () => {
  const sockets: Socket[] = [];
  let deaf: ChildProcess | undefined;

  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    deaf?.kill('SIGKILL');
  });

  test.runIf(process.platform === 'linux')('fails after 2 × 1 s, for now', async () => {
    // It listens, never accepts, and its queue of one is full: the kernel drops what else comes.
    const source = `const server = require('node:net').createServer();
      server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
        require('node:fs').writeSync(1, String(server.address().port));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      });`;
    deaf = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [port] = await once(deaf.stdout!, 'data');
    for (let each = 0; each < 4; each += 1) {
      sockets.push(connect(Number(port), '127.0.0.1').on('error', () => {}));
    }
    await sleep(100);
    const { outcome, seconds } = await timed(
      s3ObjectStore('b', s3To(`http://127.0.0.1:${port}`)).read('k', NO_LIMIT),
    );
    expect(outcome).toMatchObject({ verdict: 'transient', code: 'TimeoutError' });
    expect(seconds).toBeGreaterThan(1.9);
    expect(seconds).toBeLessThan(3.5);
  });
});

test('the SDK is not loaded before the first request', async () => {
  const source = `import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ resolve(name, context, next) { seen.push(name); return next(name, context); } });
    const { s3ObjectStore } = await import('./shared/object-store/s3-object-store.ts');
    const store = s3ObjectStore('b');
    const before = seen.filter((name) => name.startsWith('@')).length;
    await store.read('k', { maxBytes: 1 }).catch(() => {});
    console.log(JSON.stringify({ before, after: seen.includes('@aws-sdk/client-s3') }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'tester',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await once(child.stdout, 'data');
  expect(JSON.parse(String(printed))).toEqual({ before: 0, after: true });
});
