import { expect, test } from 'vitest';
import { bytesFor } from '../../../shared/claim-check/process-claim-check.ts';

const MB = 1024 * 1024;

test.each([
  ['128', 16 * MB],
  ['256', 32 * MB],
  ['512', 64 * MB],
  ['10240', 64 * MB],
  [undefined, 64 * MB],
])(
  'a function of %s MB has claims of at most %i bytes under way, restored and as many stored',
  (memory, bytes) => {
    expect(bytesFor(memory)).toBe(bytes);
  },
);
