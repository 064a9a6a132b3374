/**
 * Google's messages that JSON has a text or a bare value for: timestamps, durations and wrapped scalars, turned into the
 * object that any other message would be. Struct, Any and FieldMask are not taken.
 */
import { Misfit } from './misfit.ts';

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(?:Z|[+-]\d\d:\d\d)$/;
const DURATION = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/;
const WRAPPERS = new Set(
  ['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes'].map(
    (each) => `google.protobuf.${each}Value`,
  ),
);

/** What is none of them is answered as it is. */
export function unwrapped(message: string, json: unknown): unknown {
  if (WRAPPERS.has(message)) return { value: json };
  if (message === 'google.protobuf.Timestamp' && typeof json === 'string') return timestamp(json);
  if (message === 'google.protobuf.Duration' && typeof json === 'string') return duration(json);
  return json;
}

function timestamp(text: string): object {
  const [found, fraction] = TIMESTAMP.exec(text) ?? [];
  const seconds = Math.floor(Date.parse(text) / 1_000);
  if (found !== undefined && Number.isInteger(seconds)) return { seconds, nanos: nanos(fraction) };
  throw new Misfit('a text that is no timestamp; allowed: as 2026-01-31T12:00:00Z');
}

function duration(text: string): object {
  const [found, sign, seconds, fraction] = DURATION.exec(text) ?? [];
  if (found === undefined) throw new Misfit('a text that is no duration; allowed: as 1.5s');
  const by = sign === '-' ? -1 : 1;
  // + 0: a zero has no sign.
  return { seconds: by * Number(seconds) + 0, nanos: by * nanos(fraction) + 0 };
}

const nanos = (fraction = ''): number => Number(fraction.padEnd(9, '0'));
