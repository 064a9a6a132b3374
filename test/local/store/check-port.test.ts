import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkPort } from '../../../local/store/check-port.ts';

test('a port on which someone listens is refused, a free one is not kept', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await expect(checkPort(port)).rejects.toMatchObject({
    name: 'StartError',
    message: `port ${port} of the object store is taken by another program; --port moves all ports`,
  });
  server.close();
  await once(server, 'close');
  await checkPort(port);
  await checkPort(port);
});
