import { ProduceError } from '../../shared/produce/produce-error.ts';
import type { Outgoing, Published, PublishOptions } from '../../shared/produce/producer.ts';
import type { RawRecord } from '../../shared/produce/record.ts';

export interface Appended {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly RawRecord[];
}

/** `appending` is what an append would keep; a publish has none. */
export interface Write {
  readonly topic: string;
  readonly count: number;
  readonly appending?: Appended;
}

/** A producer that keeps everything. `next` decides what happens to the next append or publish. */
export class MemoryProducer {
  readonly appended: Appended[] = [];
  readonly published: { record: Outgoing; options: PublishOptions | undefined }[] = [];
  /** Called before each write; what it throws (or rejects with) is the write's failure. */
  next: (write: Write) => void | Promise<void> = () => {};

  async append(
    to: { topic: string; partition: number },
    records: readonly RawRecord[],
  ): Promise<{ baseOffset: bigint }> {
    await this.next({ topic: to.topic, count: records.length, appending: { ...to, records } });
    const before = this.appended.filter(
      ({ topic, partition }) => topic === to.topic && partition === to.partition,
    );
    const baseOffset = before.reduce((sum, each) => sum + each.records.length, 0);
    this.appended.push({ ...to, records });
    return { baseOffset: BigInt(baseOffset) };
  }

  async publish<V>(record: Outgoing<V>, options?: PublishOptions): Promise<Published> {
    if (options?.signal?.aborted) throw refusal(true, 'ABORTED');
    await this.next({ topic: record.topic.name, count: 1 });
    this.published.push({ record: record as Outgoing, options });
    return { topic: record.topic.name, partition: 0, offset: BigInt(this.published.length - 1) };
  }
}

/** As the real producer refuses: `code` of the first failure, `retriable` or not. */
export const refusal = (retriable: boolean, code = 'NOT_ENOUGH_REPLICAS'): ProduceError =>
  new ProduceError({ refused: [failure(code)], unknown: [], acknowledged: [], retriable });

/** As the real producer gives up: the record may be in the topic or not. */
export const unknownOutcome = (code = 'CONNECTION_LOST'): ProduceError =>
  new ProduceError({ refused: [], unknown: [failure(code)], acknowledged: [], retriable: true });

const failure = (code: string) => ({ index: 0, topic: 'any', partition: 0, code, message: 'scripted' });
