import { expect, test } from 'vitest';
import { refusalOf } from '../../../shared/produce/refusal.ts';

test.each<[string, Error, string, boolean]>([
  [
    'the code of the error',
    Object.assign(new Error('no'), { code: 'NO_CLAIM_CHECK', retriable: false }),
    'NO_CLAIM_CHECK',
    false,
  ],
  ['its name when it has none', new TypeError('no'), 'TypeError', true],
  [
    "its name when its code is a DOMException's number",
    new DOMException('no', 'TimeoutError'),
    'TimeoutError',
    true,
  ],
  ['its name when its code is empty', Object.assign(new Error('no'), { code: '' }), 'Error', true],
])('a refusal has %s', (_, error, code, retriable) => {
  const refusal = refusalOf(error, { retriable: true });
  expect(refusal).toEqual({ outcome: 'refused', code, retriable, message: 'no' });
});
