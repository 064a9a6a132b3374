import { expect, test } from 'vitest';
import { jsonDefinition } from '../../schema-tool/json-definition.ts';

test('a definition is registered without blanks, and with everything else that is in it', () => {
  const text = '{ "b" : [ 1, -2.50, 1e3 ],\n\t"a": "é \\u00e9" }\n';
  expect(jsonDefinition(text)).toBe('{"b":[1,-2.5,1000],"a":"é é"}');
});

test.each(['9007199254740991', '-9007199254740991', '9007199254740992', '0', '-0', '1e30', '0.1'])(
  'the number %s stays what it is',
  (number) => {
    expect(JSON.parse(jsonDefinition(`[${number}]`))).toEqual([Number(number) + 0]);
  },
);

test.each([
  '9007199254740993',
  '-9223372036854775808',
  '9223372036854775807',
  '1000000000000000000000',
  '1e400',
])('the number %s is refused, since another would be registered', (number) => {
  expect(() => jsonDefinition(`[${number}]`)).toThrow(
    `has the number ${number}, and would be registered with another`,
  );
});
