/**
 * Frames of every format and framing, mutated: each must be decoded or refused with a code, in no time, and leave nothing
 * behind. One seed is one sequence of cases.
 */
import { deflateSync } from 'node:zlib';
import protobufjs from 'protobufjs';
import { avro } from '../../shared/schema/avro/avro.ts';
import { Codec } from '../../shared/schema/codec.ts';
import type { Contract } from '../../shared/schema/contract.ts';
import { type FramingKind, framingOf } from '../../shared/schema/framing.ts';
import { jsonSchema } from '../../shared/schema/json-schema/json-schema.ts';
import { protobuf } from '../../shared/schema/protobuf/protobuf.ts';
import { SchemaError } from '../../shared/schema/schema-error.ts';
import { testVersionId } from '../driver/version-ids.ts';

export interface FuzzResult {
  /** Decoded, and refused by code. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of a single frame. */
  readonly slowestMs: number;
}

interface Target {
  readonly codec: Codec;
  readonly frames: readonly Buffer[];
}

const TREE = {
  type: 'record',
  name: 'Node',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'n', type: 'long' },
    { name: 'kind', type: { type: 'enum', name: 'Kind', symbols: ['A', 'B', 'C'] } },
    { name: 'hash', type: { type: 'fixed', name: 'Hash', size: 4 } },
    { name: 'tags', type: { type: 'map', values: ['null', 'double', 'bytes'] } },
    { name: 'children', type: { type: 'array', items: 'Node' } },
    { name: 'next', type: ['null', 'Node'], default: null },
  ],
};
const leaf = {
  id: 'leaf',
  n: -1,
  kind: 'C',
  hash: Buffer.of(1, 2, 3, 4),
  tags: {},
  children: [],
  next: null,
};
const tree = {
  ...leaf,
  id: 'wurzel ü',
  n: 2 ** 40,
  tags: { a: null, b: 1.5, c: Buffer.of(9, 9) },
  children: [leaf, { ...leaf, next: leaf }],
  next: { ...leaf, children: [leaf] },
};

const PROTO = `syntax = "proto3";
message Box {
  string id = 1; sint64 n = 2; repeated int32 packed = 3; map<string, Box> boxes = 4; optional Box inner = 5;
  oneof is { bool yes = 6; bytes raw = 7; } Kind kind = 8; fixed64 f = 9; repeated string words = 10;
}
enum Kind { A = 0; B = 1; }`;
const small = {
  id: 's',
  n: -5,
  packed: [1, 2],
  boxes: {},
  inner: null,
  yes: true,
  raw: null,
  kind: 'B',
  f: 7,
  words: [],
};
const box = {
  ...small,
  n: 2 ** 50,
  packed: [1, 2 ** 30, -1],
  boxes: { a: small, b: small },
  inner: small,
  words: ['x', 'ü'],
};

const JSON_SCHEMA = {
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    items: { type: 'array', items: { $ref: '#/definitions/item' } },
  },
  required: ['id'],
  definitions: {
    item: { type: 'object', properties: { n: { type: 'integer' }, in: { $ref: '#/definitions/item' } } },
  },
};

const parts = { topic: 'fuzz.v1', attribute: 'value', compatibility: 'NONE' } as const;
const older = { ...TREE, fields: TREE.fields.filter(({ name }) => name !== 'next') };
const CONTRACTS: readonly (readonly [Contract, readonly unknown[]])[] = [
  // The first version is skipped through: fields that the reader does not have.
  [
    avro<unknown>({
      ...parts,
      definitions: [TREE, { ...older, fields: older.fields.slice(0, 2) }].map((each) => JSON.stringify(each)),
    }),
    [tree, leaf],
  ],
  [avro<unknown>({ ...parts, definitions: [JSON.stringify(TREE)] }), [tree, leaf]],
  [
    protobuf<unknown>({
      ...parts,
      definitions: [PROTO],
      message: 'Box',
      descriptors: [protobufjs.parse(PROTO).root.toJSON()],
    }),
    [box, small],
  ],
  [
    jsonSchema<unknown>({ ...parts, definitions: [JSON.stringify(JSON_SCHEMA)] }),
    [{ id: 'a', items: [{ n: 1, in: { n: 2 } }] }],
  ],
];

const KINDS: readonly FramingKind[] = ['glue', 'glue-zlib', 'confluent'];

function targets(): readonly Target[] {
  return CONTRACTS.flatMap(([contract, values]) =>
    KINDS.map((kind) => {
      const ids = contract.definitions.map((_, index) =>
        kind === 'confluent' ? String(7_000 + index) : testVersionId('fuzz.v1', index + 1),
      );
      const of = (written: number) =>
        new Codec<unknown>({
          contract,
          framing: framingOf(kind),
          versions: { ids, written },
          find: (reference) => Promise.reject(new SchemaError('schema-version-missing', reference)),
        });
      return { codec: of(ids.length), frames: values.map((value) => of(1).encode(value)) };
    }),
  );
}

/** A linear congruence is random enough, and every case is known by its seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;

const EXTREMES: readonly Buffer[] = [
  Buffer.of(0xff, 0xff, 0xff, 0xff, 0x0f),
  Buffer.of(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
  Buffer.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01),
  Buffer.alloc(40, 0xff),
  Buffer.of(1),
  Buffer.of(0),
  Buffer.from('__proto__'),
];

/** One to four changes; most spare the header, or nothing behind it would ever be read. */
function mutated(frame: Buffer, other: Buffer, random: Random): Buffer {
  let bytes = Buffer.from(frame);
  for (let changes = 1 + random(4); changes > 0 && bytes.length > 0; changes -= 1) {
    const spared = random(10) > 0 ? Math.min(18, bytes.length - 1) : 0;
    const at = spared + random(bytes.length - spared);
    switch (random(7)) {
      case 0:
        bytes[at] = (bytes[at] as number) ^ (1 << random(8));
        break;
      case 1:
        bytes[at] = random(256);
        break;
      case 2:
        bytes = bytes.subarray(0, at);
        break;
      case 3:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          EXTREMES[random(EXTREMES.length)] as Buffer,
          bytes.subarray(at),
        ]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random(other.length))]);
        break;
      case 5:
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          bytes.subarray(Math.min(bytes.length, at + random(9))),
        ]);
        break;
      default: {
        // A payload that is compressed, and says so: mutations of zlib's bytes alone never get behind it.
        if (bytes[0] !== 3 || bytes.length < 19) break;
        bytes = Buffer.concat([bytes.subarray(0, 18), deflateSync(bytes.subarray(18))]);
        bytes[1] = 5;
      }
    }
  }
  return bytes;
}

/** Throws where a frame is neither decoded nor refused with a code. `each` is called after every case. */
export async function fuzzFrames(
  cases: number,
  seed: number,
  each: (done: number) => void = () => {},
): Promise<FuzzResult> {
  const all = targets();
  const random = numbers(seed);
  const counts: Record<string, number> = { decoded: 0 };
  let slowestMs = 0;
  for (let done = 1; done <= cases; done += 1) {
    const { codec, frames } = all[random(all.length)] as Target;
    const { frames: others } = all[random(all.length)] as Target;
    const frame = frames[random(frames.length)] as Buffer;
    const bytes = mutated(frame, others[random(others.length)] as Buffer, random);
    const started = performance.now();
    let outcome = 'decoded';
    try {
      const value = codec.decode(bytes);
      if (value instanceof Promise) await value;
    } catch (error) {
      if (!(error instanceof SchemaError)) {
        const of = `case ${done} of seed ${seed}: ${bytes.toString('hex')}`;
        throw new Error(`refused without a code (${of})`, { cause: error });
      }
      outcome = error.code;
    }
    slowestMs = Math.max(slowestMs, performance.now() - started);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    each(done);
    // Streams of zlib are given back when the event loop turns.
    if (done % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { counts, slowestMs };
}
