/**
 * Brokers on loopback that speak as much of Kafka as the producer does: ApiVersions 1, Metadata 5, InitProducerId 1,
 * Produce 7. They share one log a partition, kept by Kafka's rules (sequence-broker.ts), as in-sync replicas do. A test
 * moves leaders, ends brokers, and says what happens to the next produce request. No replication, no other requests.
 */
import net from 'node:net';
import { Reader, readRecordsBatch } from '@platformatic/kafka';
import { type Incoming, SequenceBroker } from './sequence-broker.ts';

export interface FakeBatch extends Incoming {
  readonly values: readonly string[];
}

/** What a broker does with a produce request: by the rules, or with a code, or without an answer. */
export type Fate =
  | 'serve'
  | 'drop'
  | 'append and drop'
  | 'append and say nothing'
  | { readonly code: number };

const NOT_LEADER = 6;
const HOST = '127.0.0.1';

export class FakeCluster {
  readonly topic: string;
  readonly partitions: SequenceBroker<FakeBatch>[];
  /** Broker of each partition, 0 and up. */
  leaders: number[];
  /** Called once a produce request. */
  fate: (broker: number) => Fate = () => 'serve';
  /** Answers every request for a producer id; 0 grants it. */
  producerIdCode = 0;
  /** The topic's error in the metadata; other than 0 it shows no partitions. */
  topicCode = 0;
  producerIds = 0n;
  metadataRequests = 0;
  readonly #brokers: { server: net.Server; port: number; readonly sockets: Set<net.Socket> }[] = [];

  private constructor(topic: string, partitions: number, brokers: number) {
    this.topic = topic;
    this.partitions = Array.from({ length: partitions }, () => new SequenceBroker<FakeBatch>());
    this.leaders = this.partitions.map((_, index) => index % brokers);
  }

  static async start(topic: string, partitions = 1, brokers = 2): Promise<FakeCluster> {
    const cluster = new FakeCluster(topic, partitions, brokers);
    for (let id = 0; id < brokers; id += 1) await cluster.up(id);
    return cluster;
  }

  get addresses(): string[] {
    return this.#brokers.map(({ port }) => `${HOST}:${port}`);
  }

  /** What was written, partition by partition. */
  get values(): string[][] {
    return this.partitions.map(({ log }) => log.flatMap(({ values }) => values));
  }

  async up(id: number): Promise<void> {
    const sockets = new Set<net.Socket>();
    const server = net.createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
      this.#serve(id, socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#brokers[id]?.port ?? 0, HOST, resolve);
    });
    this.#brokers[id] = { server, port: (server.address() as net.AddressInfo).port, sockets };
  }

  async down(id: number): Promise<void> {
    const { server, sockets } = this.#brokers[id]!;
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }

  /** Cuts every connection; the brokers stay. */
  cut(): void {
    for (const { sockets } of this.#brokers) for (const socket of sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#brokers.map((_, id) => this.down(id)));
  }

  #serve(id: number, socket: net.Socket): void {
    let input: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      input = Buffer.concat([input, chunk]);
      while (input.length >= 4 && input.length >= 4 + input.readInt32BE(0)) {
        const end = 4 + input.readInt32BE(0);
        const request = input.subarray(4, end);
        input = input.subarray(end);
        const body = request.subarray(10 + Math.max(0, request.readInt16BE(8)));
        const answer = this.#answer(id, request.readInt16BE(0), body, socket);
        if (answer === undefined) continue;
        const size = int32(4 + answer.length);
        socket.write(Buffer.concat([size, request.subarray(4, 8), answer]));
      }
    });
  }

  #answer(id: number, apiKey: number, body: Buffer, socket: net.Socket): Buffer | undefined {
    if (apiKey === 18) {
      const keys = [0, 3, 18, 22].map((key) => Buffer.concat([int16(key), int16(0), int16(7)]));
      return Buffer.concat([int16(0), array(keys), int32(0)]);
    }
    if (apiKey === 22) {
      if (this.producerIdCode === 0) this.producerIds += 1n;
      return Buffer.concat([int32(0), int16(this.producerIdCode), int64(this.producerIds), int16(0)]);
    }
    if (apiKey === 3) return this.#metadata(body);
    return this.#produce(id, body, socket);
  }

  #metadata(body: Buffer): Buffer {
    this.metadataRequests += 1;
    const asked = body.includes(this.topic);
    const brokers = this.#brokers.map(({ port }, id) =>
      Buffer.concat([int32(id), string(HOST), int32(port), int16(-1)]),
    );
    const partitions = this.leaders.map((leader, index) =>
      Buffer.concat([int16(0), int32(index), int32(leader), array([]), array([]), array([])]),
    );
    const shown = this.topicCode === 0 ? partitions : [];
    const code = int16(this.topicCode);
    const topic = Buffer.concat([code, string(this.topic), Buffer.of(0), array(shown)]);
    return Buffer.concat([int32(0), array(brokers), int16(-1), int32(0), array(asked ? [topic] : [])]);
  }

  #produce(id: number, body: Buffer, socket: net.Socket): Buffer | undefined {
    const fate = this.fate(id);
    const topicLength = body.readInt16BE(12);
    let at = 14 + topicLength;
    const answers = Array.from({ length: body.readInt32BE(at) }, () => {
      const partition = body.readInt32BE(at + 4);
      const size = body.readInt32BE(at + 8);
      const batch = body.subarray(at + 12, at + 12 + size);
      at += 8 + size;
      return Buffer.concat([
        int32(partition),
        this.#append(id, partition, batch, fate),
        int64(-1n),
        int64(0n),
      ]);
    });
    if (fate === 'append and say nothing') return undefined;
    if (fate === 'drop' || fate === 'append and drop') {
      socket.destroy();
      return undefined;
    }
    return Buffer.concat([int32(1), string(this.topic), array(answers), int32(0)]);
  }

  /** Error code and base offset. */
  #append(id: number, partition: number, bytes: Buffer, fate: Fate): Buffer {
    const refused = (code: number) => Buffer.concat([int16(code), int64(-1n)]);
    if (typeof fate === 'object') return refused(fate.code);
    if (fate === 'drop' || this.leaders[partition] !== id) return refused(NOT_LEADER);
    const { producerId, producerEpoch, firstSequence, records } = readRecordsBatch(Reader.from(bytes));
    const { code, baseOffset } = this.partitions[partition]!.append({
      producerId,
      epoch: producerEpoch,
      sequence: firstSequence,
      count: records.length,
      values: records.map(({ value }) => String(value)),
    });
    return Buffer.concat([int16(code), int64(BigInt(baseOffset))]);
  }
}

function int16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeInt16BE(value);
  return out;
}

function int32(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeInt32BE(value);
  return out;
}

function int64(value: bigint): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigInt64BE(value);
  return out;
}

const string = (text: string): Buffer => Buffer.concat([int16(Buffer.byteLength(text)), Buffer.from(text)]);
const array = (items: readonly Buffer[]): Buffer => Buffer.concat([int32(items.length), ...items]);
