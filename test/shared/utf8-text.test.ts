import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8Text } from '../../shared/utf8-text.ts';

test.each([
  '',
  'a',
  'abcdefg',
  'abcdefghijklmnop',
  'abcdefghijklmnopq',
  'ü',
  'abcü',
  'abcdefgü',
  '\ufffd',
  '🎁'.repeat(9),
])('%j is read as it is', (text) => {
  const bytes = Buffer.from(`<${text}>`);
  expect(utf8Text(bytes, 1, bytes.length - 1)).toBe(text);
});

test.each(['ff', '61c3', '616263c3', 'eda080', `${'61'.repeat(40)}ff`])('%s is no text', (hex) => {
  const bytes = Buffer.from(hex, 'hex');
  expect(utf8Text(bytes, 0, bytes.length)).toBeUndefined();
});

test('any bytes are the text that a strict decoder finds, or none', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const expected = (bytes: Uint8Array) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  };
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 24 }), fc.string({ maxLength: 24 }).map(Buffer.from)),
      (given) => {
        const bytes = Buffer.from(given);
        expect(utf8Text(bytes, 0, bytes.length)).toBe(expected(bytes));
      },
    ),
  );
});
