/** What our consumers make of it: the codec's own types and reading. */
import type avsc from 'avsc';
import { avroRead } from '../../../shared/schema/avro/avro-read.ts';
import { avroType } from '../../../shared/schema/avro/avro-type.ts';
import type { Pair } from './pairs/pair.ts';
import { sampleValues } from './sample-values.ts';

export interface Sample {
  /** As the writer wrote it. */
  readonly written: Buffer;
  /** As the reader writes what it has read. */
  readonly rewritten: Buffer;
}

/** avsc's public face of the types that the codec makes. */
const typeOf = (definition: unknown): avsc.Type =>
  avroType(JSON.stringify(definition)) as unknown as avsc.Type;

/** Throws where our decoder cannot. */
export function decoded({ reader, writer }: Pair): readonly Sample[] {
  const [to, from] = [typeOf(reader), typeOf(writer)];
  const read = avroRead<unknown>(to as never, from as never);
  return sampleValues(from).map((value) => {
    const written = from.toBuffer(value);
    const seen = read(written, 0, written.length);
    if (!to.isValid(seen)) throw new Error(`what was read is no ${to.typeName}`);
    return { written, rewritten: to.toBuffer(seen) };
  });
}
