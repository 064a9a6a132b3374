import { expect, test } from 'vitest';
import { canonicalDefinition } from '../../../local/registry/canonical-definition.ts';

test('JSON loses the white space between its tokens and nothing else', () => {
  const text = '{ "b" : "two  words \\" { } ",\n\t"a" : [ 9223372036854775807 , 1.0 ] }';
  expect(canonicalDefinition(text)).toBe('{"b":"two  words \\" { } ","a":[9223372036854775807,1.0]}');
});

test('text that is not JSON stays as it is', () => {
  const proto = 'syntax = "proto3";\n\nmessage Order { int32 id = 1; }\n';
  expect(canonicalDefinition(proto)).toBe(proto);
});

test('a literal as long as a definition may be is no matter', () => {
  const text = JSON.stringify({ doc: 'x\\"'.repeat(40_000) });
  expect(canonicalDefinition(`  ${text}`)).toBe(text);
});
