import { describe, expect, test } from 'vitest';
import { bytesOf, sizeOf, textOf } from '../../../shared/consume/base64.ts';

const encode = (content: string | Buffer) => Buffer.from(content).toString('base64');

describe('base64', () => {
  test.each([
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'é €',
    '\uFFFD',
    '\uFEFF{}',
    'x'.repeat(100_000),
    '€'.repeat(30_000),
  ])('reads back %.20s', (content) => {
    const encoded = encode(content);
    expect(textOf(encoded)).toBe(content);
    expect(bytesOf(encoded)).toEqual(Buffer.from(content));
    expect(sizeOf(encoded)).toBe(Buffer.byteLength(content));
  });

  test.each(['!!!!', 'e30', 'e30=!e30=', 'e3 0=', 'e30\n', 'e30==', '=', 'e', 'e=30'])(
    'refuses %j, of which Node would take what it likes',
    (text) => {
      expect(() => bytesOf(text)).toThrow(expect.objectContaining({ code: 'event' }));
      expect(() => textOf(text)).toThrow(expect.objectContaining({ code: 'event' }));
      expect(() => textOf(`${'e30A'.repeat(40_000)}${text}`)).toThrow(/1600\d\d characters is not base64/);
    },
  );

  test('gives no text for bytes that are no UTF-8, long or short', () => {
    expect(textOf(encode(Buffer.from([0x22, 0xff, 0x22])))).toBeUndefined();
    expect(
      textOf(encode(Buffer.concat([Buffer.alloc(100_000, 0x61), Buffer.of(0xe2, 0x82)]))),
    ).toBeUndefined();
  });

  test('is not confused by what was decoded before', () => {
    textOf(encode('a longer text of before'));
    expect(textOf(encode('short'))).toBe('short');
  });
});
