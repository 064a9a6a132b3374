// biome-ignore-all lint/style/noNonNullAssertion: every index is masked to the size of its table
/** CRC-32C (Castagnoli), the checksum of record batches; eight tables, eight bytes a step. */
const TABLES = tables();

export function crc32c(data: Buffer, start = 0, end = data.length): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let crc = 0xffffffff;
  let at = start;
  for (const last = end - 7; at < last; at += 8) {
    const low = crc ^ (data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24));
    crc =
      t7[low & 255]! ^
      t6[(low >>> 8) & 255]! ^
      t5[(low >>> 16) & 255]! ^
      t4[low >>> 24]! ^
      t3[data[at + 4]!]! ^
      t2[data[at + 5]!]! ^
      t1[data[at + 6]!]! ^
      t0[data[at + 7]!]!;
  }
  for (; at < end; at += 1) crc = t0[(crc ^ data[at]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

type Tables = readonly [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

function tables(): Tables {
  const all = Array.from({ length: 8 }, () => new Int32Array(256));
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    all[0]![index] = value;
  }
  for (let table = 1; table < 8; table += 1) {
    for (let index = 0; index < 256; index += 1) {
      const before = all[table - 1]![index]!;
      all[table]![index] = all[0]![before & 255]! ^ (before >>> 8);
    }
  }
  return all as unknown as Tables;
}
