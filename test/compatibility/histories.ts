/** Versions of one Avro schema, and the modes in which the last may follow the others. */
import type { Mode } from '../../compatibility/modes.ts';
import { field, order } from './avro/pairs/pair.ts';

export interface History {
  /** A sentence. */
  readonly name: string;
  readonly earlier: readonly object[];
  readonly next: object;
  /** Of the six modes that compare. */
  readonly taken: readonly Mode[];
}

export const COMPARING = [
  'BACKWARD',
  'BACKWARD_ALL',
  'FORWARD',
  'FORWARD_ALL',
  'FULL',
  'FULL_ALL',
] as const satisfies readonly Mode[];

const id = field('id', 'string');
const note = field('note', 'string');
const optionalNote = field('note', 'string', { default: '' });

export const HISTORIES: readonly History[] = [
  { name: 'a first version follows nothing', earlier: [], next: order(id), taken: COMPARING },
  { name: 'the same again changes nothing', earlier: [order(id)], next: order(id), taken: COMPARING },
  {
    name: 'a field with a default is read and is skipped',
    earlier: [order(id)],
    next: order(id, optionalNote),
    taken: COMPARING,
  },
  {
    name: 'a field without a default is skipped alone',
    earlier: [order(id)],
    next: order(id, note),
    taken: ['FORWARD', 'FORWARD_ALL'],
  },
  {
    name: 'a field without a default that goes is missed by the older',
    earlier: [order(id, note)],
    next: order(id),
    taken: ['BACKWARD', 'BACKWARD_ALL'],
  },
  {
    name: 'a field with a default that goes is missed by nobody',
    earlier: [order(id, optionalNote)],
    next: order(id),
    taken: COMPARING,
  },
  {
    name: 'a field of another type is read in no direction',
    earlier: [order(id)],
    next: order(field('id', 'int')),
    taken: [],
  },
  {
    name: 'a promotion is read by the newer alone',
    earlier: [order(field('n', 'int'))],
    next: order(field('n', 'long')),
    taken: ['BACKWARD', 'BACKWARD_ALL'],
  },
  {
    name: 'a field that comes back as another type is known to the first alone',
    earlier: [order(id, field('n', 'int', { default: 0 })), order(id)],
    next: order(id, field('n', 'string', { default: '' })),
    taken: ['BACKWARD', 'FORWARD', 'FULL'],
  },
  {
    name: 'a default that goes is missed where the first version is read',
    earlier: [order(id), order(id, optionalNote)],
    next: order(id, note),
    taken: ['BACKWARD', 'FORWARD', 'FORWARD_ALL', 'FULL'],
  },
  {
    name: 'a field that was made optional and goes is missed by the first version',
    earlier: [order(id, note), order(id, optionalNote)],
    next: order(id),
    taken: ['BACKWARD', 'BACKWARD_ALL', 'FORWARD', 'FULL'],
  },
];
