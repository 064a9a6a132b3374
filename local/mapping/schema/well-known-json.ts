/**
 * Google's messages that Protobuf's JSON mapping has a text or a bare value for: timestamps, durations and wrapped
 * scalars. protobufjs knows them as messages like any other. Struct, FieldMask and Any stay what protobufjs makes of them.
 */
import type protobuf from 'protobufjs';
import { undecodable } from './undecodable.ts';

interface SecondsAndNanos {
  readonly seconds?: unknown;
  readonly nanos?: number;
}

const PACKAGE = '.google.protobuf.';
/** Of Timestamp, the years 1 to 9999; of Duration, as many in either direction. */
const EARLIEST = -62_135_596_800;
const LATEST = 253_402_300_799;
const LONGEST = 315_576_000_000;

/** Changes these types where they are in the root. */
export function wellKnownAsJson(types: Iterable<protobuf.Type>): void {
  for (const type of types) {
    const name = type.fullName.startsWith(PACKAGE) ? type.fullName.slice(PACKAGE.length) : '';
    // What reads and writes it is made now, or would take the place of ours later.
    const { toObject } = type.setup();
    if (name === 'Timestamp') type.toObject = asText(timestamp);
    else if (name === 'Duration') type.toObject = asText(duration);
    else if (/^(Double|Float|U?Int(32|64)|Bool|String|Bytes)Value$/.test(name)) {
      type.toObject = (message, options) =>
        toObject.call(type, message, { ...options, defaults: true }).value;
    }
  }
}

const asText =
  (text: (given: SecondsAndNanos) => string): protobuf.Type['toObject'] =>
  (message) =>
    // Typed as an object, which it need not be where it is a field.
    text(message as SecondsAndNanos) as unknown as ReturnType<protobuf.Type['toObject']>;

function timestamp({ seconds: given = 0, nanos = 0 }: SecondsAndNanos): string {
  const seconds = Number(given);
  if (!(seconds >= EARLIEST && seconds <= LATEST && nanos >= 0 && nanos < 1e9)) {
    throw undecodable('a Timestamp is beyond the years 1 to 9999');
  }
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${fraction(nanos)}Z`;
}

function duration({ seconds: given = 0, nanos = 0 }: SecondsAndNanos): string {
  const seconds = Number(given);
  if (Math.abs(seconds) > LONGEST || Math.abs(nanos) >= 1e9 || seconds * nanos < 0) {
    throw undecodable('a Duration is too long, or of two signs');
  }
  return `${seconds < 0 || nanos < 0 ? '-' : ''}${Math.abs(seconds)}${fraction(Math.abs(nanos))}s`;
}

/** None, or 3, 6 or 9 digits. */
function fraction(nanos: number): string {
  const digits = String(nanos)
    .padStart(9, '0')
    .replace(/(000){1,3}$/, '');
  return digits === '' ? '' : `.${digits}`;
}
