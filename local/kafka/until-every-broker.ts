/** A change is the controller's first: each broker learns of it a moment later. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../start-error.ts';
import { addressesOf } from './address.ts';
import { BrokerConnection } from './broker-connection.ts';

const LIMIT_MS = 30_000;
const POLL_MS = 20;

/** `what`: as in `the permissions of the template`. */
export async function untilEveryBroker(
  bootstrap: string,
  what: string,
  holds: (broker: BrokerConnection) => Promise<boolean>,
): Promise<void> {
  await Promise.all(
    addressesOf(bootstrap).map(async (address) => {
      const broker = new BrokerConnection(address);
      const start = performance.now();
      try {
        while (!(await holds(broker))) {
          if (performance.now() - start > LIMIT_MS) {
            throw new StartError(
              `the broker at ${address.host}:${address.port} does not have ${what} after ${LIMIT_MS / 1000} s`,
            );
          }
          await sleep(POLL_MS);
        }
      } finally {
        await broker.close();
      }
    }),
  );
}
