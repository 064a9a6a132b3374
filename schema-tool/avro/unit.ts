/** What a number, a text or bytes mean, which avsc does not interpret. */
import { logicalType } from '../../compatibility/avro/logical-type.ts';
import type { AvroJson } from './avro-json.ts';

const UTC = '1970-01-01T00:00Z';
const LOCAL = '1970-01-01T00:00, local time';

const UNITS: Readonly<Record<string, string>> = {
  date: 'Days since 1970-01-01.',
  'time-millis': 'Milliseconds since midnight.',
  'time-micros': 'Microseconds since midnight.',
  'timestamp-millis': `Milliseconds since ${UTC}.`,
  'timestamp-micros': `Microseconds since ${UTC}.`,
  'timestamp-nanos': `Nanoseconds since ${UTC}.`,
  'local-timestamp-millis': `Milliseconds since ${LOCAL}.`,
  'local-timestamp-micros': `Microseconds since ${LOCAL}.`,
  'local-timestamp-nanos': `Nanoseconds since ${LOCAL}.`,
  uuid: 'A UUID.',
  duration: 'Months, days and milliseconds, each in four bytes, the lowest first.',
};

/** Of a field's type, as far as nothing with fields begins in it. Undefined: nothing is to be said. */
export function unitOf(schema: AvroJson): string | undefined {
  if (typeof schema === 'string') return undefined;
  if (isUnion(schema)) return schema.map(unitOf).find((unit) => unit !== undefined);
  switch (schema.type) {
    case 'array':
      return unitOf(schema.items);
    case 'map':
      return unitOf(schema.values);
    case 'record':
    case 'enum':
      return undefined;
    default: {
      const logical = logicalType(schema, schema.type === 'fixed' ? Number(schema.size) : schema.type);
      if (logical === undefined) return undefined;
      if (logical.name === 'decimal')
        return `${logical.text}, unscaled, two's complement, the highest byte first.`;
      return UNITS[logical.name] ?? `Logical type ${logical.name}.`;
    }
  }
}

const isUnion = (schema: AvroJson): schema is readonly AvroJson[] => Array.isArray(schema);
