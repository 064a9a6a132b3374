/** Kafka's murmur2 (seed 0x9747b28c), bit for bit: where the Java client would put a key, we put it too. */
export function murmur2(data: Uint8Array): number {
  const m = 0x5bd1e995;
  const length = data.length;
  let h = 0x9747b28c ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let k = at4(data, at);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    k = Math.imul(k, m);
    h = Math.imul(h, m) ^ k;
  }
  const left = length - at;
  if (left >= 3) h ^= byte(data, at + 2) << 16;
  if (left >= 2) h ^= byte(data, at + 1) << 8;
  if (left >= 1) h = Math.imul(h ^ byte(data, at), m);
  h ^= h >>> 13;
  h = Math.imul(h, m);
  return h ^ (h >>> 15);
}

/** Java clears the sign bit; Math.abs would put other keys elsewhere. */
export const partitionOfKey = (key: Uint8Array, partitions: number): number =>
  (murmur2(key) & 0x7fffffff) % partitions;

const byte = (data: Uint8Array, at: number): number => data[at] ?? 0;

const at4 = (data: Uint8Array, at: number): number =>
  byte(data, at) | (byte(data, at + 1) << 8) | (byte(data, at + 2) << 16) | (byte(data, at + 3) << 24);
