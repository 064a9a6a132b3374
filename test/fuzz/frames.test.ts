import { expect, test } from 'vitest';
import { fuzzFrames } from './frames.ts';

test('20,000 mutated frames are decoded or refused with a code', async () => {
  const { counts } = await fuzzFrames(20_000, 7);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(20_000);
  // The mutations reach behind the frame and find every kind of fault there.
  expect(Object.keys(counts).sort()).toEqual(
    expect.arrayContaining([
      'decoded',
      'frame-compression',
      'frame-magic',
      'frame-message-index',
      'frame-truncated',
      'frame-zlib',
      'schema-version-missing',
      'value-schema',
      'value-trailing',
      'value-truncated',
    ]),
  );
});
