/**
 * What a number, a string or bytes mean. Avro's resolution does not look at it, so milliseconds are read as
 * microseconds without a word. Here two meanings that differ do not match; one that is not said contradicts none.
 * As Avro has it, a logical type that does not fit its type, or a decimal without a sensible precision, is none.
 */
import { type Place, type Reasons, reason } from './place.ts';

export interface LogicalType {
  readonly name: string;
  /** Everything that must be equal: `decimal(12, 2)`. */
  readonly text: string;
}

interface Meaning {
  readonly logical: LogicalType | undefined;
}

type Annotated = Readonly<Record<string, unknown>>;

/** What each stands on; of a fixed, the size. */
const BASES: Readonly<Record<string, readonly (string | number)[]>> = {
  'big-decimal': ['bytes'],
  uuid: ['string', 16],
  date: ['int'],
  'time-millis': ['int'],
  'time-micros': ['long'],
  'timestamp-millis': ['long'],
  'timestamp-micros': ['long'],
  'timestamp-nanos': ['long'],
  'local-timestamp-millis': ['long'],
  'local-timestamp-micros': ['long'],
  'local-timestamp-nanos': ['long'],
  duration: [12],
};

export function logicalReasons(
  { logical: reader }: Meaning,
  { logical: writer }: Meaning,
  at: Place,
): Reasons {
  if (reader === undefined || writer === undefined || reader.text === writer.text) return [];
  const rule = reader.name === writer.name ? 'decimal-mismatch' : 'logical-type-mismatch';
  return [reason(at, rule, `the reader has ${reader.text}, the writer ${writer.text}`)];
}

/** `base`: a primitive's kind, a fixed's size. */
export function logicalType(schema: Annotated, base: string | number): LogicalType | undefined {
  const name = schema.logicalType;
  if (typeof name !== 'string') return undefined;
  if (name === 'decimal') return decimal(schema, base);
  const bases = Object.hasOwn(BASES, name) ? BASES[name] : undefined;
  // One that Avro does not know is somebody's own, and means something to them.
  return bases === undefined || bases.includes(base) ? { name, text: name } : undefined;
}

function decimal({ precision, scale = 0 }: Annotated, base: string | number): LogicalType | undefined {
  const fits = base === 'bytes' || typeof base === 'number';
  if (!fits || !isWhole(precision) || !isWhole(scale)) return undefined;
  if (precision < 1 || scale > precision || precision > mostDigits(base)) return undefined;
  return { name: 'decimal', text: `decimal(${precision}, ${scale})` };
}

const isWhole = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

const mostDigits = (base: string | number): number =>
  typeof base === 'number' ? Math.floor(Math.log10(2) * (8 * base - 1)) : Number.POSITIVE_INFINITY;
