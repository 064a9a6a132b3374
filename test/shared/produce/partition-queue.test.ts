import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Batch, type BatchFailure, type Recipient } from '../../../shared/produce/batch.ts';
import { brokerError, CONNECTION_LOST } from '../../../shared/produce/broker-error.ts';
import { PartitionQueue } from '../../../shared/produce/partition-queue.ts';
import type { ProducerIdentity } from '../../../shared/produce/record-batch.ts';
import { type Incoming, OUT_OF_ORDER_SEQUENCE_NUMBER, SequenceBroker } from '../../driver/sequence-broker.ts';

const NOT_LEADER = brokerError(6);
const TIMED_OUT = brokerError(7);
const TOO_LARGE = brokerError(10);
const NOT_ENOUGH_REPLICAS = brokerError(19);
const NOT_AUTHORIZED = brokerError(29);
const OUT_OF_ORDER = brokerError(OUT_OF_ORDER_SEQUENCE_NUMBER);
const UNKNOWN_PRODUCER = brokerError(59);
const FIRST: ProducerIdentity = { id: 1n, epoch: 0 };
const SECOND: ProducerIdentity = { id: 2n, epoch: 0 };
const FAR = 1e9;

type Outcome = { readonly offset: bigint } | BatchFailure;

/** A batch of `count` records, and what its recipients are told, by record. */
function batchOf(name: string, count = 1, { deadline = FAR, divisible = true } = {}) {
  const told: Outcome[][] = Array.from({ length: count }, () => []);
  const recipient: Recipient = {
    acknowledged: (index, _, offset) => told[index]?.push({ offset }),
    failed: (index, _, failure) => told[index]?.push(failure),
  };
  const entries = Array.from({ length: count }, (_, index) => ({
    record: { key: null, value: Buffer.from(`${name}.${index}`), headers: [] },
    size: 10,
    recipient,
    index,
  }));
  return { batch: new Batch({ topic: 't', partition: 0 }, entries, { deadline, divisible }), told };
}

const queueOf = (...batches: readonly { readonly batch: Batch }[]): PartitionQueue => {
  const queue = new PartitionQueue('t', 0, FIRST);
  for (const { batch } of batches) queue.push(batch);
  return queue;
};

/** A queue whose chain the broker knows: several may be in flight. */
function warm(...batches: readonly { readonly batch: Batch }[]): PartitionQueue {
  const first = batchOf('first');
  const queue = queueOf(first, ...batches);
  expect(queue.take(0, 1)).toBe(first.batch);
  queue.acknowledged(first.batch, 0n, 0);
  return queue;
}

const takeAll = (queue: PartitionQueue, now = 0, node = 1): Batch[] => {
  const taken: Batch[] = [];
  for (let batch = queue.take(now, node); batch; batch = queue.take(now, node)) taken.push(batch);
  return taken;
};
const stampOf = ({ producer, sequence }: Batch) => [producer?.id, sequence];

describe('sequence numbers', () => {
  test('a new chain sends one batch until the broker knows the producer, then five', () => {
    const all = Array.from({ length: 8 }, (_, index) => batchOf(`${index}`));
    const queue = queueOf(...all);
    expect(takeAll(queue)).toEqual([all[0]?.batch]);
    queue.acknowledged(all[0]!.batch, 0n, 0);
    expect(takeAll(queue)).toEqual(all.slice(1, 6).map(({ batch }) => batch));
  });

  test('count records', () => {
    const [a, b] = [batchOf('a', 3), batchOf('b')];
    const queue = queueOf(a, b);
    takeAll(queue);
    queue.acknowledged(a.batch, 0n, 0);
    takeAll(queue);
    expect([a, b].map(({ batch }) => stampOf(batch))).toEqual([
      [1n, 0],
      [1n, 3],
    ]);
  });

  test('the bytes of a batch that is sent again are the same', () => {
    const a = batchOf('a', 5);
    const queue = queueOf(a);
    queue.take(0, 1);
    const before = Buffer.from(a.batch.bytes);
    queue.failed(a.batch, CONNECTION_LOST, 'lost', 0);
    expect(queue.take(FAR, 2)).toBe(a.batch);
    expect(a.batch.bytes.equals(before)).toBe(true);
  });
});

describe('after a failed attempt', () => {
  test('nothing is sent until all attempts are answered, then one at a time and in order', () => {
    const all = [batchOf('a'), batchOf('b'), batchOf('c'), batchOf('d')];
    const queue = warm(...all.slice(0, 3));
    const [a, b, c] = takeAll(queue) as [Batch, Batch, Batch];
    queue.push(all[3]!.batch);
    queue.failed(a, NOT_LEADER, '', 0);
    expect(takeAll(queue, FAR, 2)).toEqual([]);
    queue.failed(c, OUT_OF_ORDER, '', 0);
    queue.failed(b, OUT_OF_ORDER, '', 0);
    expect(takeAll(queue, FAR, 2)).toEqual([a]);
    queue.acknowledged(a, 1n, 0);
    expect(takeAll(queue, FAR, 2)).toEqual([b]);
    queue.acknowledged(b, 2n, 0);
    expect(takeAll(queue, FAR, 2)).toEqual([c]);
    queue.acknowledged(c, 3n, 0);
    expect(takeAll(queue, FAR, 2)).toEqual([all[3]?.batch]);
    expect([a, b, c].map(stampOf)).toEqual([
      [1n, 1],
      [1n, 2],
      [1n, 3],
    ]);
  });

  test('it pauses, longer each time, and not at all after an acknowledgement', () => {
    const [a, b] = [batchOf('a'), batchOf('b')];
    const queue = queueOf(a, b);
    const tries: number[] = [];
    for (let now = 0; now < 2_000; now += 1) {
      if (!queue.take(now, 1)) continue;
      tries.push(now);
      queue.failed(a.batch, NOT_ENOUGH_REPLICAS, '', now);
    }
    expect(tries).toEqual([0, 50, 150, 350, 750, 1_250, 1_750]);
    queue.take(FAR, 1);
    queue.acknowledged(a.batch, 0n, FAR);
    expect(queue.take(FAR, 1)).toBe(b.batch);
  });

  test('no two leaders have batches of the partition at a time', () => {
    const queue = warm(batchOf('a'), batchOf('b'));
    expect(queue.take(0, 1)).toBeDefined();
    expect(queue.take(0, 2)).toBeUndefined();
    expect(queue.take(0, 1)).toBeDefined();
  });
});

describe('a batch that leaves the chain', () => {
  test('certainly not appended: what came after it moves to a new producer id', () => {
    const all = [batchOf('a'), batchOf('b'), batchOf('c')];
    const queue = warm(...all);
    const [a, b, c] = takeAll(queue) as [Batch, Batch, Batch];
    queue.failed(a, NOT_AUTHORIZED, 'no', 0);
    queue.failed(b, OUT_OF_ORDER, '', 0);
    queue.failed(c, CONNECTION_LOST, '', 0);
    expect(all[0]?.told).toEqual([
      [{ outcome: 'refused', code: 'TOPIC_AUTHORIZATION_FAILED', retriable: true, message: 'no' }],
    ]);
    expect(takeAll(queue, FAR)).toEqual([]);
    expect(queue.needsProducer).toBe(true);
    queue.begin(SECOND);
    expect(takeAll(queue, FAR)).toEqual([b]);
    queue.acknowledged(b, 1n, 0);
    expect(takeAll(queue, FAR)).toEqual([c]);
    expect([b, c].map(stampOf)).toEqual([
      [2n, 0],
      [2n, 1],
    ]);
  });

  test('what came before it and may be appended keeps its numbers (it was sent twice)', () => {
    const queue = warm(batchOf('a'), batchOf('b'), batchOf('c'));
    const [a, b, c] = takeAll(queue) as [Batch, Batch, Batch];
    queue.failed(a, TIMED_OUT, '', 0);
    queue.failed(b, NOT_AUTHORIZED, '', 0);
    queue.failed(c, OUT_OF_ORDER, '', 0);
    expect(queue.needsProducer).toBe(false);
    expect(takeAll(queue, FAR)).toEqual([a]);
    expect(stampOf(a)).toEqual([1n, 1]);
    queue.acknowledged(a, 1n, 0);
    expect(queue.needsProducer).toBe(true);
    queue.begin(SECOND);
    expect(takeAll(queue, FAR)).toEqual([c]);
    expect(stampOf(c)).toEqual([2n, 0]);
  });

  test('out of time and perhaps appended: those after it are asked about under their old numbers', () => {
    const late = batchOf('late', 1, { deadline: 10 });
    const next = batchOf('next');
    const queue = warm(late, next);
    for (const batch of takeAll(queue)) queue.failed(batch, CONNECTION_LOST, 'lost', 0);
    queue.expire(10);
    expect(late.told).toEqual([
      [{ outcome: 'unknown', code: 'CONNECTION_LOST', retriable: true, message: 'lost' }],
    ]);
    expect(takeAll(queue, FAR)).toEqual([next.batch]);
    expect(stampOf(next.batch)).toEqual([1n, 2]);
  });

  test('and the broker cannot tell: a batch that may be appended is not sent under another number', () => {
    const [a, b] = [batchOf('a'), batchOf('b')];
    const queue = warm(a, b);
    for (const batch of takeAll(queue)) queue.failed(batch, CONNECTION_LOST, '', 0);
    queue.take(FAR, 1);
    queue.failed(a.batch, OUT_OF_ORDER, 'gap', FAR);
    expect(a.told).toEqual([
      [{ outcome: 'unknown', code: 'OUT_OF_ORDER_SEQUENCE_NUMBER', retriable: true, message: 'gap' }],
    ]);
  });

  test.each([OUT_OF_ORDER, UNKNOWN_PRODUCER, brokerError(47)])(
    'by $code at its head it begins again, without loss, when nothing may be appended',
    (error) => {
      const queue = warm(batchOf('a'), batchOf('b'));
      const [a, b] = takeAll(queue) as [Batch, Batch];
      queue.failed(a, error, '', 0);
      queue.failed(b, error, '', 0);
      queue.take(FAR, 1);
      queue.failed(a, error, '', 0);
      expect(queue.needsProducer).toBe(true);
      queue.begin(SECOND);
      expect(takeAll(queue, FAR)).toEqual([a]);
      expect([a, b].map(stampOf)).toEqual([
        [2n, 0],
        [undefined, 2],
      ]);
    },
  );
});

describe('a batch too large for the broker', () => {
  test('is halved until its records fit, in order', () => {
    const large = batchOf('large', 3);
    const queue = queueOf(large, batchOf('after'));
    queue.take(0, 1);
    queue.failed(large.batch, TOO_LARGE, '', 0);
    queue.begin(SECOND);
    const valuesOf = (batch: Batch | undefined) => batch?.entries.map(({ record }) => String(record.value));
    const first = queue.take(FAR, 1) as Batch;
    expect(valuesOf(first)).toEqual(['large.0', 'large.1']);
    queue.acknowledged(first, 10n, 0);
    const second = queue.take(FAR, 1) as Batch;
    expect(valuesOf(second)).toEqual(['large.2']);
    queue.failed(second, TOO_LARGE, 'no', 0);
    expect(large.told).toEqual([
      [{ offset: 10n }],
      [{ offset: 11n }],
      [{ outcome: 'refused', code: 'MESSAGE_TOO_LARGE', retriable: false, message: 'no' }],
    ]);
    queue.begin({ id: 3n, epoch: 0 });
    expect(valuesOf(queue.take(FAR, 1))).toEqual(['after.0']);
  });

  test('is refused whole when it is all or nothing', () => {
    const whole = batchOf('whole', 2, { divisible: false });
    const queue = queueOf(whole);
    queue.take(0, 1);
    queue.failed(whole.batch, TOO_LARGE, '', 0);
    expect(whole.told.map(([each]) => (each as BatchFailure).outcome)).toEqual(['refused', 'refused']);
  });
});

describe('a deadline', () => {
  test('over before anything was sent: refused', () => {
    const a = batchOf('a', 1, { deadline: 10 });
    const queue = queueOf(a);
    queue.note(new Error('refused a connection'));
    queue.expire(10);
    expect(a.told).toEqual([
      [{ outcome: 'refused', code: 'NO_CONNECTION', retriable: true, message: 'refused a connection' }],
    ]);
    expect(queue.empty).toBe(true);
  });

  test('over after answers that all said no: refused', () => {
    const a = batchOf('a', 1, { deadline: 10 });
    const queue = queueOf(a);
    queue.take(0, 1);
    queue.failed(a.batch, NOT_ENOUGH_REPLICAS, 'too few', 0);
    queue.expire(10);
    expect(a.told).toMatchObject([[{ outcome: 'refused', code: 'NOT_ENOUGH_REPLICAS', retriable: true }]]);
  });

  test('over while in flight: unknown at once, and its place is kept until the answer', () => {
    const [a, b] = [batchOf('a', 1, { deadline: 10 }), batchOf('b')];
    const queue = warm(a, b);
    takeAll(queue);
    queue.expire(10);
    expect(a.told).toMatchObject([[{ outcome: 'unknown', code: 'NO_ANSWER' }]]);
    queue.acknowledged(a.batch, 1n, 11);
    queue.acknowledged(b.batch, 2n, 11);
    expect(a.told[0]).toHaveLength(1);
    expect(b.told).toEqual([[{ offset: 2n }]]);
    expect(queue.needsProducer).toBe(false);
  });
});

test('a chain that was idle for an hour begins with one batch: the broker may have forgotten it', () => {
  const queue = warm(batchOf('a'), batchOf('b'));
  expect(takeAll(queue, 3_600_001)).toHaveLength(1);
});

/** What a connection does with the batches in flight: the broker takes the first `taken`, of which `answered` are answered. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      count: fc.integer({ min: 1, max: 4 }),
      lives: fc.integer({ min: 1, max: 2_000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('answer' as const), many: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('lose' as const), taken: fc.integer({ min: 0, max: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      code: fc.constantFrom(6, 7, 10, 19, 20, 29, 56),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 300 }) }),
  },
);

interface Sent extends Incoming {
  readonly values: readonly string[];
}

/** The queue and a broker that keeps Kafka's rules, under any order of failures. */
function play(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  const broker = new SequenceBroker<Sent>();
  const queue = new PartitionQueue('t', 0, FIRST);
  const outcomes = new Map<string, Outcome>();
  const pushed: string[] = [];
  const inFlight: Batch[] = [];
  let now = 0;
  let lastId = 1n;
  const sentOf = (batch: Batch): Sent => ({
    producerId: batch.producer!.id,
    epoch: 0,
    sequence: batch.sequence,
    count: batch.entries.length,
    values: batch.entries.map(({ record }) => String(record.value)),
  });
  const answer = (batch: Batch, { code, baseOffset }: { code: number; baseOffset: number }) => {
    inFlight.splice(inFlight.indexOf(batch), 1);
    if (code === 0) queue.acknowledged(batch, BigInt(baseOffset), now);
    else queue.failed(batch, brokerError(code), '', now);
  };
  const pump = () => {
    queue.expire(now);
    if (queue.needsProducer) {
      lastId += 1n;
      queue.begin({ id: lastId, epoch: 0 });
    }
    inFlight.push(...takeAll(queue, now));
  };
  const act = (one: (typeof steps)[number]) => {
    if (one.do === 'pass') now += one.ms;
    if (one.do === 'restart') broker.restart();
    if (one.do === 'push') {
      const name = String(pushed.length);
      const { batch, told } = batchOf(name, one.count, { deadline: now + one.lives });
      for (const index of told.keys()) {
        const value = `${name}.${index}`;
        pushed.push(value);
        told[index]!.push = (outcome: Outcome) => {
          expect(outcomes.has(value)).toBe(false);
          outcomes.set(value, outcome);
          return 1;
        };
      }
      queue.push(batch);
    }
    if (one.do === 'answer') {
      for (const batch of inFlight.slice(0, one.many)) answer(batch, broker.append(sentOf(batch)));
    }
    if (one.do === 'lose') {
      const lost = inFlight.splice(0);
      for (const batch of lost.slice(0, one.taken)) broker.append(sentOf(batch));
      for (const batch of lost) queue.failed(batch, CONNECTION_LOST, 'lost', now);
    }
    const [first] = inFlight;
    if (one.do === 'say' && first) {
      const large = one.code === 10 && first.entries.length === 1;
      // Codes that come after the append, or may.
      if (one.code === 7 || one.code === 20) broker.append(sentOf(first));
      if (!large) answer(first, { code: one.code, baseOffset: -1 });
    }
  };
  for (const one of steps) {
    act(one);
    pump();
  }
  for (let round = 0; !queue.empty && round < 10_000; round += 1) {
    act({ do: 'answer', many: 5 });
    now += 10;
    pump();
  }
  return { broker, outcomes, pushed, queue };
}

test('whatever fails: nothing acknowledged is lost or doubled, nothing refused is written, and the order holds', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80, size: 'max' }), (steps) => {
      const { broker, outcomes, pushed, queue } = play(steps);
      expect(queue.empty).toBe(true);
      const log = broker.log.flatMap(({ values }) => values);
      expect(outcomes.size).toBe(pushed.length);
      expect(new Set(log).size).toBe(log.length);
      for (const [value, outcome] of outcomes) {
        const at = log.indexOf(value);
        if ('offset' in outcome) expect(outcome.offset).toBe(BigInt(at));
        else if (outcome.outcome === 'refused') expect(at).toBe(-1);
      }
      const order = pushed.filter((value) => log.includes(value));
      expect(log).toEqual(order);
    }),
    { numRuns: 1_000 },
  );
});
