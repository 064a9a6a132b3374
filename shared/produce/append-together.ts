import { Batch } from './batch.ts';
import { Call } from './call.ts';
import type { ProducerParts } from './producer-parts.ts';
import type { RawRecord } from './record.ts';
import { sizeOf } from './record-batch.ts';

interface Appended {
  readonly to: { readonly topic: string; readonly partition: number };
  readonly records: readonly RawRecord[];
  /** See clock.ts. */
  readonly deadline: number;
}

/** Records written all or none: one batch, behind what is open for their partition. */
export async function appendTogether(
  { to, records, deadline }: Appended,
  { topics, accumulator, session }: ProducerParts,
): Promise<{ readonly baseOffset: bigint }> {
  const call = new Call(
    records.map(() => to.topic),
    { deadline },
  );
  const known = call.ended || topics.ready(to.topic);
  const problem = known ? undefined : await topics.wait(to.topic, call);
  if (problem) call.refuse(problem, to.partition);
  if (!call.ended) {
    accumulator.flush(to);
    const entries = records.map((record, index) => {
      call.entered(index);
      return { record, size: sizeOf(record), recipient: call, index };
    });
    session.push(new Batch(to, entries, { deadline, divisible: false }));
  }
  const [first] = await call.outcome;
  return { baseOffset: first?.offset ?? -1n };
}
