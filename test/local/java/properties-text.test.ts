import { expect, test } from 'vitest';
import { propertiesText } from '../../../local/java/properties-text.ts';

test('a value is written so that Java reads the one that was meant', () => {
  expect(propertiesText({ a: ' b\\c', d: 'é\n' })).toBe('a=\\ b\\\\c\nd=\\u00e9\\n\n');
});
