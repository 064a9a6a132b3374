import { colour, field, hash, order, type Pair } from './pair.ts';

export const enumsAndFixed: readonly Pair[] = [
  {
    name: 'an enum that has more symbols is read by',
    reader: colour(['RED', 'GREEN', 'BLUE']),
    writer: colour(['RED', 'GREEN']),
  },
  {
    name: 'an enum that lacks a symbol refuses',
    reader: colour(['RED']),
    writer: colour(['RED', 'GREEN']),
    refused: ['enum-symbol-missing'],
  },
  {
    name: 'an enum that lacks a symbol, but has a default, reads it as that',
    reader: colour(['RED', 'OTHER'], { default: 'OTHER' }),
    writer: colour(['RED', 'GREEN', 'BLUE']),
  },
  {
    name: "a default of the writer's enum does not help",
    reader: colour(['RED']),
    writer: colour(['RED', 'GREEN'], { default: 'RED' }),
    refused: ['enum-symbol-missing'],
  },
  {
    name: 'a default of the field does not help an enum that lacks a symbol',
    reader: order(field('colour', colour(['RED']), { default: 'RED' })),
    writer: order(field('colour', colour(['RED', 'GREEN']))),
    refused: ['enum-symbol-missing'],
  },
  {
    name: 'the order of symbols means nothing',
    reader: colour(['GREEN', 'RED']),
    writer: colour(['RED', 'GREEN']),
  },
  {
    name: 'an enum of another name is not read, nor are symbols it lacks',
    reader: colour(['RED'], { name: 'Hue' }),
    writer: colour(['RED', 'GREEN']),
    refused: ['name-mismatch', 'enum-symbol-missing'],
  },
  {
    name: 'an enum renamed with an alias is read',
    reader: colour(['RED'], { name: 'Hue', aliases: ['Colour'] }),
    writer: colour(['RED']),
  },
  {
    name: 'an enum is not read as a string',
    reader: 'string',
    writer: colour(['RED']),
    refused: ['type-mismatch'],
  },
  {
    name: 'a string is not read as an enum',
    reader: colour(['RED']),
    writer: 'string',
    refused: ['type-mismatch'],
  },
  { name: 'a fixed of its size is read', reader: hash(16), writer: hash(16) },
  {
    name: 'a fixed of another size is not read',
    reader: hash(32),
    writer: hash(16),
    refused: ['fixed-size'],
  },
  {
    name: 'a fixed of another name and size is refused for both',
    reader: hash(32, { name: 'Digest' }),
    writer: hash(16),
    refused: ['name-mismatch', 'fixed-size'],
  },
  {
    name: 'a fixed renamed with an alias is read',
    reader: hash(16, { name: 'Digest', aliases: ['Hash'] }),
    writer: hash(16),
  },
  {
    name: 'a fixed in another namespace is not read',
    reader: hash(16, { namespace: 'shop' }),
    writer: hash(16),
    refused: ['name-mismatch'],
    unlikeJava: {
      says: 'reads',
      because: 'Java compares names without their namespaces; our decoder needs the whole name, or an alias',
    },
  },
  { name: 'a fixed is not read as bytes', reader: 'bytes', writer: hash(16), refused: ['type-mismatch'] },
  { name: 'bytes are not read as a fixed', reader: hash(16), writer: 'bytes', refused: ['type-mismatch'] },
];
