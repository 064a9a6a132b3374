/** The broker that keeps a group, asked of any broker that answers. */
import { findCoordinatorV4 } from '@platformatic/kafka';
import type { Address } from '../../kafka/address.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Connections } from './connections.ts';

export async function findCoordinator(
  group: string,
  view: ClusterView,
  connections: Connections,
): Promise<Address> {
  const { brokers } = await view.get();
  let last: unknown = new Error('no broker is known');
  for (const broker of brokers.values()) {
    try {
      const answer = await connections.call({ purpose: 'metadata', to: broker }, (connection) =>
        findCoordinatorV4.api.async(connection, 0, [group]),
      );
      const found = answer.coordinators[0];
      if (found !== undefined && found.errorCode === 0) return { host: found.host, port: found.port };
      last = new Error('the group has no coordinator now');
    } catch (error) {
      last = error;
    }
  }
  // A failed refresh is tried by whoever needs the view next; what matters here is that no coordinator was found.
  view.refresh().catch(() => undefined);
  throw last;
}
