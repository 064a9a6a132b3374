import { field, hash, order, type Pair } from './pair.ts';

const int = (logicalType: string): object => ({ type: 'int', logicalType });
const long = (logicalType: string): object => ({ type: 'long', logicalType });
const decimal = (precision: number, scale?: number): object => ({
  type: 'bytes',
  logicalType: 'decimal',
  precision,
  ...(scale !== undefined && { scale }),
});

/** Avro has no say in it, so Java reads it and so does our decoder: a number that means something else. */
const silent = {
  unlikeJava: {
    says: 'reads' as const,
    because: 'Java does not look at logical types: the number is read, and means something else',
  },
  thoughDecoded: 'the number is read, and means something else',
};

export const logicalTypes: readonly Pair[] = [
  { name: 'a logical type is read as itself', reader: int('date'), writer: int('date') },
  {
    name: 'milliseconds are not read as microseconds',
    reader: long('timestamp-micros'),
    writer: long('timestamp-millis'),
    refused: ['logical-type-mismatch'],
    ...silent,
  },
  {
    name: 'an instant is not read as a local time',
    reader: long('local-timestamp-millis'),
    writer: long('timestamp-millis'),
    refused: ['logical-type-mismatch'],
    ...silent,
  },
  {
    name: 'a day is not read as a time of day',
    reader: int('time-millis'),
    writer: int('date'),
    refused: ['logical-type-mismatch'],
    ...silent,
  },
  {
    name: 'a promotion does not turn days into milliseconds',
    reader: long('timestamp-millis'),
    writer: int('date'),
    refused: ['logical-type-mismatch'],
    ...silent,
  },
  {
    name: 'a time within a union within a list is looked at',
    reader: order(field('at', { type: 'array', items: ['null', long('timestamp-micros')] })),
    writer: order(field('at', { type: 'array', items: ['null', long('timestamp-millis')] })),
    refused: ['logical-type-mismatch'],
    ...silent,
  },
  { name: 'a meaning that is said later contradicts nothing', reader: int('date'), writer: 'int' },
  {
    name: 'a meaning that is no longer said contradicts nothing',
    reader: 'long',
    writer: long('time-micros'),
  },
  {
    name: 'a string may become a UUID',
    reader: { type: 'string', logicalType: 'uuid' },
    writer: 'string',
  },
  { name: 'a decimal is read as itself', reader: decimal(12, 2), writer: decimal(12, 2) },
  { name: 'a decimal without a scale has scale 0', reader: decimal(12), writer: decimal(12, 0) },
  {
    name: 'a decimal of another scale is not read',
    reader: decimal(12, 4),
    writer: decimal(12, 2),
    refused: ['decimal-mismatch'],
    ...silent,
  },
  {
    name: 'a decimal of another precision is not read, as the specification has it',
    reader: decimal(14, 2),
    writer: decimal(12, 2),
    refused: ['decimal-mismatch'],
    ...silent,
  },
  {
    name: 'a decimal in a fixed of another scale is not read',
    reader: hash(8, { logicalType: 'decimal', precision: 10, scale: 3 }),
    writer: hash(8, { logicalType: 'decimal', precision: 10, scale: 2 }),
    refused: ['decimal-mismatch'],
    ...silent,
  },
  {
    name: 'a logical type on a type that it is not for is none',
    reader: { type: 'string', logicalType: 'date' },
    writer: { type: 'string', logicalType: 'time-millis' },
  },
  {
    name: 'a decimal without a precision is none',
    reader: { type: 'bytes', logicalType: 'decimal', scale: 4 },
    writer: decimal(12, 2),
  },
  { name: 'a decimal of precision 0 is none', reader: decimal(0, 0), writer: decimal(12, 2) },
  { name: 'a decimal of more scale than precision is none', reader: decimal(2, 3), writer: decimal(12, 2) },
  {
    name: 'a decimal of more digits than its fixed holds is none',
    reader: hash(2, { logicalType: 'decimal', precision: 5 }),
    writer: hash(2, { logicalType: 'decimal', precision: 4 }),
  },
  {
    name: "two logical types of one's own that differ do not match",
    reader: long('money-eur'),
    writer: long('money-usd'),
    refused: ['logical-type-mismatch'],
    ...silent,
  },
];
