/**
 * The records of one call, each on its own way: encoded and let in (admission.ts), its value uploaded if it is large
 * (uploads.ts), into its partition's open batch (accumulator.ts).
 */
import { HEADER_ROOM_BYTES } from '../declare/derived-topic.ts';
import { LARGEST_MAX_MESSAGE_BYTES } from '../declare/topic.ts';
import { Call } from './call.ts';
import { OutgoingError, outgoingRecord } from './outgoing-record.ts';
import type { Outgoing, Published, PublishOptions } from './producer.ts';
import type { ProducerParts } from './producer-parts.ts';
import type { RawRecord } from './record.ts';
import { sizeOf } from './record-batch.ts';
import { refusalOf } from './refusal.ts';
import { CLAIM_CHECK_BYTES } from './uploads.ts';

/** A consumer could not be given more: the largest of any topic, with the headers of a retry record. */
const LARGEST_RECORD_BYTES = LARGEST_MAX_MESSAGE_BYTES + HEADER_ROOM_BYTES;

/** `deadline`: see clock.ts. */
export function publishEach(
  records: readonly Outgoing[],
  { deadline, signal, trace }: Omit<PublishOptions, 'deadline'> & { readonly deadline: number },
  {
    encoding,
    room,
    admission,
    uploads,
    packing,
    partitioner,
    accumulator,
    session,
    onFailure,
  }: ProducerParts,
): Promise<readonly Published[]> {
  const names = records.map(({ topic }) => topic.name);
  const call = new Call(names, { deadline, signal, onFailure });
  if (call.ended) return call.outcome;
  for (const { topic } of records) packing.cap(topic.name, topic.maxMessageBytes);
  const add = (index: number, record: RawRecord, size: number) => {
    const topic = names[index] as string;
    const { partitions = 1, leaders = [] } = session.view.topic(topic) ?? {};
    const partition = partitioner.partition(topic, { key: record.key, size }, partitions, leaders);
    accumulator.add({ topic, partition }, { record, size, recipient: call, index }, deadline);
  };
  const admit = (index: number, record: RawRecord, size: number) => {
    const topic = names[index] as string;
    const large = isLarge(records[index] as Outgoing, record);
    if (!large && !uploads.behind(topic, record.key)) {
      add(index, record, size);
      return;
    }
    const upload = { topic, record, deadline, signal };
    const next = (passed: RawRecord) => {
      // From here on it counts with the bytes that are sent.
      const rest = sizeOf(passed);
      room.release(size - rest);
      add(index, passed, rest);
    };
    uploads.pass(upload, large, next, (error) => {
      room.release(size);
      // Nothing was sent, since the value could not be stored.
      call.failed(index, undefined, refusalOf(error, { retriable: true }));
    });
  };
  const encode = (index: number): RawRecord => {
    const outgoing = records[index] as Outgoing;
    const record = outgoingRecord(outgoing, encoding, trace);
    refuseTooLarge(outgoing, record);
    return record;
  };
  for (const [topic, indices] of Map.groupBy(names.keys(), (index) => names[index] as string)) {
    admission.enter({ topic, call, indices, encode, admit });
  }
  return call.outcome;
}

const isLarge = ({ topic }: Outgoing, { value }: RawRecord): boolean =>
  value !== null && value.length > CLAIM_CHECK_BYTES && topic.claimCheck;

function refuseTooLarge(outgoing: Outgoing, record: RawRecord): void {
  const size = sizeOf(record);
  if (size <= LARGEST_RECORD_BYTES || isLarge(outgoing, record)) return;
  const { name, claimCheck } = outgoing.topic;
  const hint = claimCheck ? '' : ' (declare claimCheck: true for large values)';
  throw new OutgoingError(
    `topic '${name}': a record of ${size} bytes; allowed: ${LARGEST_RECORD_BYTES}${hint}`,
    'MESSAGE_TOO_LARGE',
  );
}
