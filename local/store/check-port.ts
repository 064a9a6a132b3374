import { createServer } from 'node:net';
import { StartError } from '../start-error.ts';

/** Refuses a port on which someone else listens. */
export function checkPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used: ${error.message}`;
      reject(new StartError(`port ${port} of the object store ${why}; --port moves all ports`));
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
