/**
 * Leaders move for a while under eight callers and twelve partitions, once for each client; nothing is killed:
 * `node bench/nemesis.ts --seconds 60`. What kafkajs' own producer loses here it has acknowledged.
 */
import { parseArgs } from 'node:util';
import { nemesis } from '../test/driver/nemesis.ts';
import { kafkajsClient, ownClient } from '../test/driver/nemesis-clients.ts';
import { threeBrokers } from '../test/driver/three-brokers.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    port: { type: 'string', default: '21640' },
  },
});

const cluster = await threeBrokers(Number(values.port));
try {
  const clients = {
    ours: ownClient(cluster.brokers),
    kafkajs: kafkajsClient(cluster.brokers, false),
    'kafkajs idempotent': kafkajsClient(cluster.brokers, true),
  };
  for (const [name, connect] of Object.entries(clients)) {
    const topic = `nemesis-${name.replace(' ', '-')}`;
    const { errors, ...account } = await nemesis(cluster, topic, Number(values.seconds), connect);
    const figures = Object.entries(account).map(([what, count]) => `${what} ${count}`);
    console.log(`${name}: ${figures.join(', ')}, errors ${JSON.stringify(errors)}`);
  }
} finally {
  await cluster.stop();
}
