import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freedWithin, refuseTakenPorts } from '../../../local/process/free-ports.ts';

async function listening() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

test.runIf(process.platform === 'linux')('a taken port is refused with its owner', async () => {
  const { port } = await listening();
  await expect(refuseTakenPorts([{ port, what: 'the controller' }])).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(
      new RegExp(`^port ${port} \\(the controller\\) is taken by process ${process.pid} \\(.+\\): .*--port`),
    ),
  });
});

test('every taken port is named, and no free one', async () => {
  const [first, second] = [await listening(), await listening()];
  const free = await listening();
  free.server.close();
  await once(free.server, 'close');
  const ports = [first, free, second].map(({ port }) => ({ port, what: `listener ${port}` }));
  await expect(refuseTakenPorts(ports)).rejects.toThrow(
    new RegExp(
      `^port ${first.port} \\(listener ${first.port}\\) is taken[^;]*; port ${second.port} \\([^;]+ is taken[^;]*$`,
    ),
  );
});

test('a port that is let go in time is not refused', async () => {
  const { server, port } = await listening();
  setTimeout(() => server.close(), 100);
  await refuseTakenPorts([{ port, what: 'the controller' }]);
  expect(await freedWithin(port, 0)).toBe(true);
});

test('a free port is not kept by looking at it', async () => {
  const { server, port } = await listening();
  server.close();
  await once(server, 'close');
  await refuseTakenPorts([{ port, what: 'the object store' }]);
  await refuseTakenPorts([{ port, what: 'the object store' }]);
});
