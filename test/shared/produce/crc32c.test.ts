import { expect, test } from 'vitest';
import { crc32c } from '../../../shared/produce/crc32c.ts';

const bytes = (length: number, at: (index: number) => number) =>
  Buffer.from(Array.from({ length }, (_, index) => at(index)));

/** RFC 3720, appendix B.4. */
test.each([
  ['32 zeros', bytes(32, () => 0), 0x8a9136aa],
  ['32 ones', bytes(32, () => 0xff), 0x62a8ab43],
  ['0 to 31', bytes(32, (index) => index), 0x46dd794e],
  ['31 to 0', bytes(32, (index) => 31 - index), 0x113fdb5c],
  ['123456789', Buffer.from('123456789'), 0xe3069283],
  ['nothing', Buffer.alloc(0), 0],
])('%s has the checksum of the standard', (_, data, checksum) => {
  expect(crc32c(data)).toBe(checksum);
});

test('any start and end give the checksum of that part', () => {
  const data = bytes(64, (index) => (index * 37) & 255);
  for (let start = 0; start < 20; start += 1) {
    for (let end = start; end <= data.length; end += 7) {
      expect(crc32c(data, start, end)).toBe(crc32c(Buffer.from(data.subarray(start, end))));
    }
  }
});
