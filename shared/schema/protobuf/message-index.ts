/**
 * Between frame and message stands which of the file's messages it is: always the root here, others are refused.
 *   glue       varint: its place among all messages of the file, those within others and those of maps too, by full name
 *   confluent  zigzag varints: how many follow, then its place in the file and in each message around it, as declared;
 *              a single 0 is the first message
 */
import type { Framed } from '../contract.ts';
import { SchemaError } from '../schema-error.ts';
import { type Outline, type OutlinedMessage, outlineOf } from './message-outline.ts';

export interface MessageIndex {
  readonly written: Buffer;
  /** Answers where the message begins. Throws a SchemaError. */
  skip(bytes: Buffer, from: number, to: number): number;
}

/** Of the message `root` in a version's definition. */
export function messageIndex(definition: string, root: string, framed: Framed): MessageIndex {
  const outline = outlineOf(definition);
  const path = declaredAt(outline, root);
  if (path === undefined) {
    throw new SchemaError('schema-unreadable', `the version has no message '${root}'`);
  }
  return framed === 'glue' ? glueIndex(outline, root) : confluentIndex(path);
}

function glueIndex({ package: name, messages }: Outline, root: string): MessageIndex {
  // By UTF-16 units, as Java compares.
  const names = fullNames(messages, name).sort();
  const index = names.indexOf(root);
  return {
    written: varints([index]),
    skip(bytes, from, to) {
      const at = { pos: from, to };
      const given = varint(bytes, at);
      if (given !== index) {
        throw foreign(`message ${given} of the file; allowed: ${index} (${root})`);
      }
      return at.pos;
    },
  };
}

function confluentIndex(path: readonly number[]): MessageIndex {
  const first = path.length === 1 && path[0] === 0;
  return {
    written: first ? Buffer.of(0) : varints([path.length, ...path].map((each) => each * 2)),
    skip(bytes, from, to) {
      const at = { pos: from, to };
      const count = zigzag(bytes, at);
      // Read before it is believed.
      let same = count === path.length || (count === 0 && first);
      for (let index = 0; index < count && same; index += 1) same = zigzag(bytes, at) === path[index];
      if (!same) throw foreign(`another message of the file; allowed: [${path.join(', ')}]`);
      return at.pos;
    },
  };
}

function declaredAt({ package: name, messages }: Outline, root: string): readonly number[] | undefined {
  const prefix = name === '' ? '' : `${name}.`;
  if (!root.startsWith(prefix)) return undefined;
  const path: number[] = [];
  let within: readonly OutlinedMessage[] = messages;
  for (const part of root.slice(prefix.length).split('.')) {
    const declared = within.filter(({ entry }) => !entry);
    const index = declared.findIndex((message) => message.name === part);
    if (index === -1) return undefined;
    path.push(index);
    within = declared[index]?.messages ?? [];
  }
  return path;
}

const fullNames = (messages: readonly OutlinedMessage[], within: string): string[] =>
  messages.flatMap(({ name, messages: inner }) => {
    const full = within === '' ? name : `${within}.${name}`;
    return [full, ...fullNames(inner, full)];
  });

interface Place {
  pos: number;
  readonly to: number;
}

/** Of 32 bits. */
function varint(bytes: Buffer, at: Place): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    if (at.pos >= at.to)
      throw new SchemaError('frame-truncated', 'it ends where the index of its message is');
    const byte = bytes[at.pos++] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) {
      if (value > 0xffff_ffff) break;
      return value;
    }
  }
  throw foreign('an index of more than 32 bits');
}

function zigzag(bytes: Buffer, at: Place): number {
  const value = varint(bytes, at);
  return (value >>> 1) ^ -(value & 1);
}

function varints(values: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
    bytes.push(rest);
  }
  return Buffer.from(bytes);
}

const foreign = (what: string): SchemaError => new SchemaError('frame-message-index', what);
