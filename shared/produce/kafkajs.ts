/** kafkajs' inner modules, loaded with the first connection: 30 ms that an idle start need not pay. */
export async function loadKafkajs() {
  const [connection, socketFactory, requests] = await Promise.all([
    import('kafkajs/src/network/connection.js'),
    import('kafkajs/src/network/socketFactory.js'),
    import('kafkajs/src/protocol/requests/index.js'),
  ]);
  return {
    Connection: connection.default,
    socketFactory: socketFactory.default,
    requests: requests.default.requests,
  };
}

export type Kafkajs = Awaited<ReturnType<typeof loadKafkajs>>;
