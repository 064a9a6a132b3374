import { randomUUID } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { avro } from '../../../shared/schema/avro/avro.ts';
import { Codec } from '../../../shared/schema/codec.ts';
import type { Contract } from '../../../shared/schema/contract.ts';
import { type FramingKind, framingOf } from '../../../shared/schema/framing.ts';
import { MOST_INFLATED } from '../../../shared/schema/glue-framing.ts';
import { SchemaError } from '../../../shared/schema/schema-error.ts';
import type { FindVersion } from '../../../shared/schema/version-lookup.ts';
import { testVersionId } from '../../driver/version-ids.ts';

interface Order {
  readonly id: string;
  readonly cents?: number;
}
const field = (name: string, type: string, more: object = {}) => ({ name, type, ...more });
const definition = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'Order', fields });
const V1 = definition(field('id', 'string'));
const V2 = definition(field('id', 'string'), field('cents', 'int', { default: 5 }));
const V3 = definition(
  field('id', 'string'),
  field('cents', 'int', { default: 5 }),
  field('note', 'string', { default: '' }),
);

const contractOf = (...definitions: string[]): Contract<Order> =>
  avro<Order>({ topic: 'orders.v1', attribute: 'value', compatibility: 'BACKWARD', definitions });
const UUIDS = [1, 2, 3].map((version) => testVersionId('orders.v1', version));
const IDS: Record<FramingKind, readonly string[]> = {
  glue: UUIDS,
  'glue-zlib': UUIDS,
  confluent: ['17', '4000000', '23'],
};
const never: FindVersion = (reference) => Promise.reject(new Error(`asked for ${reference}`));

function codec(
  kind: FramingKind,
  definitions: readonly string[],
  more: { find?: FindVersion; written?: number; ids?: readonly string[] } = {},
) {
  const ids = more.ids ?? IDS[kind].slice(0, definitions.length);
  return new Codec({
    contract: contractOf(...definitions),
    framing: framingOf(kind),
    versions: { ids, written: more.written ?? ids.length },
    find: more.find ?? never,
  });
}

const failure = (act: () => unknown): SchemaError => {
  try {
    act();
  } catch (error) {
    return error as SchemaError;
  }
  throw new Error('nothing was refused');
};

describe('the frame', () => {
  test("is Glue's: 3, no compression, the version's UUID", () => {
    const bytes = codec('glue', [V1]).encode({ id: 'a' });
    expect(bytes.toString('hex')).toBe(`0300${UUIDS[0]?.replaceAll('-', '')}0261`);
  });

  test("is Confluent's: 0 and the schema's id", () => {
    expect(codec('confluent', [V1]).encode({ id: 'a' }).toString('hex')).toBe('00000000110261');
  });

  test('of compressed values is read by those who do not compress', () => {
    const value = { id: 'a'.repeat(1_000) };
    const bytes = codec('glue-zlib', [V1]).encode(value);
    expect(bytes.length).toBeLessThan(100);
    expect([bytes[0], bytes[1]]).toEqual([3, 5]);
    expect(codec('glue', [V1]).decode(bytes)).toEqual(value);
  });

  test.each<FramingKind>(['glue', 'glue-zlib', 'confluent'])(
    '%s: every version that is known is read into the last',
    (kind) => {
      const old = codec(kind, [V1]).encode({ id: 'a' });
      const now = codec(kind, [V1, V2]).encode({ id: 'b', cents: 9 });
      const reader = codec(kind, [V1, V2]);
      const values = [old, now, now, old, now].map((bytes) => reader.decode(bytes));
      expect(values).toEqual([
        { id: 'a', cents: 5 },
        { id: 'b', cents: 9 },
        { id: 'b', cents: 9 },
        { id: 'a', cents: 5 },
        { id: 'b', cents: 9 },
      ]);
    },
  );

  test('is looked for up to the size given, whatever stands behind', () => {
    const bytes = codec('glue', [V1]).encode({ id: 'a' });
    const reader = codec('glue', [V1]);
    const longer = Buffer.concat([bytes, Buffer.alloc(100, 7)]);
    expect([reader.decode(longer, bytes.length), reader.decode(longer, bytes.length)]).toEqual([
      { id: 'a' },
      { id: 'a' },
    ]);
    expect(failure(() => reader.decode(longer))).toMatchObject({ code: 'value-trailing' });
    expect(failure(() => reader.decode(longer, 17))).toMatchObject({ code: 'frame-truncated' });
    expect(failure(() => reader.decode(longer, 18))).toMatchObject({ code: 'value-truncated' });
  });

  const framed = (compression: number, payload: Buffer) =>
    Buffer.concat([
      Buffer.of(3, compression),
      Buffer.from(`${UUIDS[0]}`.replaceAll('-', ''), 'hex'),
      payload,
    ]);
  test.each<[string, FramingKind, Buffer, string]>([
    ['no bytes', 'glue', Buffer.alloc(0), 'frame-truncated'],
    ['seventeen bytes', 'glue', Buffer.alloc(17, 3), 'frame-truncated'],
    ['plain JSON', 'glue', Buffer.from('{"id":"a"}'), 'frame-magic'],
    ["Confluent's frame", 'glue', Buffer.from('00000000110261', 'hex'), 'frame-magic'],
    ["Glue's frame", 'confluent', framed(0, Buffer.of(2, 97)), 'frame-magic'],
    ['four bytes', 'confluent', Buffer.alloc(4), 'frame-truncated'],
    ['a compression that nobody knows', 'glue', framed(1, Buffer.of(2, 97)), 'frame-compression'],
    ['zlib that is none', 'glue', framed(5, Buffer.of(2, 97)), 'frame-zlib'],
    [
      'zlib that ends early',
      'glue',
      framed(5, deflateSync(Buffer.alloc(500, 1)).subarray(0, -3)),
      'frame-zlib',
    ],
    [
      'zlib with more behind it',
      'glue',
      framed(5, Buffer.concat([deflateSync(Buffer.of(2, 97)), Buffer.of(0)])),
      'frame-zlib',
    ],
    ['a zip bomb', 'glue', framed(5, deflateSync(Buffer.alloc(MOST_INFLATED + 1))), 'frame-bomb'],
    ['no zlib at all', 'glue', framed(5, Buffer.alloc(0)), 'frame-zlib'],
  ])('%s: refused for good, with a code', (_, kind, bytes, code) => {
    expect(failure(() => codec(kind, [V1]).decode(bytes))).toMatchObject({ code, verdict: 'permanent' });
  });
});

describe('what is written', () => {
  test('is the version that the function is pinned to', () => {
    const bytes = codec('glue', [V1, V2], { written: 1 }).encode({ id: 'a', cents: 9 });
    expect(codec('glue', [V1]).decode(bytes)).toEqual({ id: 'a' });
  });

  test('is the last version that the code knows, though the registry has later ones', () => {
    const bytes = codec('glue', [V1], { ids: UUIDS }).encode({ id: 'a' });
    expect(codec('glue', [V1]).decode(bytes)).toEqual({ id: 'a' });
  });

  test('cannot be, with a version whose id the deployment did not give', () => {
    const error = failure(() => codec('glue', [V1, V2], { ids: UUIDS.slice(0, 1) }));
    expect(error).toMatchObject({ code: 'schema-undeclared', verdict: 'transient' });
    expect(error.message).toMatch(/2 versions in the code and 1 in SCHEMA_VERSIONS/);
  });
});

describe('a version that the function was not built with', () => {
  test('is looked up, read into ours, and then known', async () => {
    const asked: string[] = [];
    const find: FindVersion = async (reference, schema) => {
      asked.push(`${schema} ${reference}`);
      return V3;
    };
    const newer = codec('glue', [V1, V2, V3]).encode({ id: 'a', cents: 1, note: 'new' } as Order);
    const reader = codec('glue', [V1, V2], { find });
    const scratch = Buffer.from(newer);
    const first = reader.decode(scratch);
    scratch.fill(0);
    expect(await first).toEqual({ id: 'a', cents: 1 });
    expect(await Promise.all([reader.decode(newer), reader.decode(newer)])).toEqual([
      { id: 'a', cents: 1 },
      { id: 'a', cents: 1 },
    ]);
    expect(asked).toEqual([`orders.v1 ${UUIDS[2]}`]);
  });

  test('is asked for again when nobody answered', async () => {
    let calls = 0;
    const find: FindVersion = async () => {
      calls += 1;
      if (calls === 1) throw new SchemaError('schema-unreachable', 'nobody there');
      return V3;
    };
    const newer = codec('glue', [V1, V2, V3]).encode({ id: 'a', cents: 1, note: 'new' } as Order);
    const reader = codec('glue', [V1, V2], { find });
    await expect(reader.decode(newer)).rejects.toMatchObject({
      code: 'schema-unreachable',
      verdict: 'transient',
    });
    expect(await reader.decode(newer)).toEqual({ id: 'a', cents: 1 });
  });

  test('is refused for good when ours cannot read it, or it is no schema', async () => {
    const newer = codec('glue', [V1, V2, V3]).encode({ id: 'a', cents: 1, note: 'new' } as Order);
    const incompatible = codec('glue', [V1, V2], { find: async () => definition(field('id', 'int')) });
    await expect(incompatible.decode(newer)).rejects.toMatchObject({
      code: 'schema-unreadable',
      verdict: 'permanent',
    });
    const none = codec('glue', [V1, V2], { find: async () => '{"type":"nope"}' });
    await expect(none.decode(newer)).rejects.toMatchObject({ code: 'schema-unreadable' });
  });

  test('and thousands of others fill no memory', async () => {
    let calls = 0;
    const reader = codec('glue', [V1], {
      find: async () => {
        calls += 1;
        return V1;
      },
    });
    const bytes = codec('glue', [V1]).encode({ id: 'a' });
    const first = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
    const with_ = (id: Buffer) => Buffer.concat([bytes.subarray(0, 2), id, bytes.subarray(18)]);
    await reader.decode(with_(first));
    for (let n = 0; n < 100; n += 1) {
      await reader.decode(with_(Buffer.from(randomUUID().replaceAll('-', ''), 'hex')));
    }
    expect(calls).toBe(101);
    await reader.decode(with_(first));
    expect(calls).toBe(102);
  });
});
