/** Where each partition of a topic ends: what was not sent has not moved it. */
import { listOffsetsV9 } from '@platformatic/kafka';
import { BrokerConnections } from '../accounting/broker-connections.ts';

const LATEST = -1n;
const READ_UNCOMMITTED = 0;

export async function endOffsets(bootstrap: string, name: string): Promise<readonly number[]> {
  const brokers = new BrokerConnections(bootstrap);
  const ends: number[] = [];
  try {
    await brokers.atLeaders(await brokers.partitions([name]), async (connection, share) => {
      const partitions = share.map(({ index }) => ({
        partitionIndex: index,
        currentLeaderEpoch: -1,
        timestamp: LATEST,
      }));
      const { topics } = await listOffsetsV9.api.async(connection, -1, READ_UNCOMMITTED, [
        { name, partitions },
      ]);
      for (const each of topics.flatMap((topic) => topic.partitions)) {
        ends[each.partitionIndex] = Number(each.offset);
      }
    });
    return ends;
  } finally {
    brokers.close();
  }
}
