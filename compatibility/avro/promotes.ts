import type { AvroType } from './avro-type.ts';

type Kind = AvroType['kind'];

/** Reader → what it reads besides its own. */
const PROMOTIONS: { readonly [kind in Kind]?: readonly Kind[] } = {
  long: ['int'],
  float: ['int', 'long'],
  double: ['int', 'long', 'float'],
  string: ['bytes'],
  bytes: ['string'],
};

export const promotes = (reader: Kind, writer: Kind): boolean =>
  reader === writer || PROMOTIONS[reader]?.includes(writer) === true;
