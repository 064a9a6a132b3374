import { describe, expect, test } from 'vitest';
import { recordFilter, seenDecoded, seenRaw } from '../../../../local/mapping/filter/record-filter.ts';

const refuse = (why: string): never => {
  throw new Error(why);
};
const filter = (...patterns: object[]) =>
  recordFilter(
    patterns.map((each) => JSON.stringify(each)),
    refuse,
  );
/** Of a JSON value. */
const passes = (pattern: unknown, value: unknown): boolean =>
  filter({ value: pattern })(seenRaw(Buffer.from(JSON.stringify(value))));

describe('an entry of a list', () => {
  test.each<[string, unknown, readonly unknown[], readonly unknown[]]>([
    ['a text', 'PAID', ['PAID'], ['paid', 'PAID ', 1, null]],
    ['a number', 1.5, [1.5], ['1.5', 1]],
    ['a truth value', true, [true], [false, 'true', 1]],
    ['null', null, [null], ['null', 0, false]],
    ['a prefix', { prefix: 'EU-' }, ['EU-1', 'EU-'], ['eu-1', 'xEU-1', 1]],
    ['a prefix, whatever its case', { prefix: { 'equals-ignore-case': 'eu-' } }, ['EU-1', 'eu-'], ['xeu-']],
    ['a suffix', { suffix: '.png' }, ['a.png'], ['a.PNG', '.png.']],
    ['a suffix, whatever its case', { suffix: { 'equals-ignore-case': '.PNG' } }, ['a.png'], ['.pn']],
    ['a text, whatever its case', { 'equals-ignore-case': 'Paid' }, ['PAID', 'paid'], ['paid ', 1]],
    ['anything but a text', { 'anything-but': 'a' }, ['b', 1, null], ['a']],
    ['anything but some texts', { 'anything-but': ['a', 'b'] }, ['c'], ['a', 'b']],
    ['anything but some numbers', { 'anything-but': [1, 2] }, [3, '1'], [1, 2]],
    ['anything but a prefix', { 'anything-but': { prefix: 'x' } }, ['a', 1], ['xa']],
    ['anything but some suffixes', { 'anything-but': { suffix: ['x', 'y'] } }, ['a'], ['ax', 'ay']],
    ['anything but a wildcard', { 'anything-but': { wildcard: 'a*z' } }, ['a', 'z'], ['az', 'a-z']],
    ['a number that is equal', { numeric: ['=', 3] }, [3], [3.1, '3']],
    ['a lower bound', { numeric: ['>', 3] }, [3.1], [3, '4', null]],
    ['a range', { numeric: ['>=', 0, '<', 5] }, [0, 4.9], [-0.1, 5]],
    ['a wildcard', { wildcard: 'a*b*c' }, ['abc', 'a-b-b-c'], ['ab', 'acb', 'abcd', 1]],
    ['a wildcard whose ends do not overlap', { wildcard: 'ab*ba' }, ['abba'], ['aba']],
    ['a wildcard with an escaped asterisk', { wildcard: 'a\\*\\\\*' }, ['a*\\', 'a*\\b'], ['ab\\', 'a*']],
    ['a wildcard without any', { wildcard: 'a' }, ['a'], ['ab']],
  ])('%s', (_name, entry, good, bad) => {
    for (const each of good) expect(passes({ f: [entry] }, { f: each }), JSON.stringify(each)).toBe(true);
    for (const each of bad) expect(passes({ f: [entry] }, { f: each }), JSON.stringify(each)).toBe(false);
    expect(passes({ f: [entry] }, {})).toBe(false);
  });

  test('one entry that matches is enough', () => {
    const pattern = { f: ['a', { prefix: 'b' }, { numeric: ['>', 5] }, { exists: false }] };
    for (const value of [{ f: 'a' }, { f: 'bc' }, { f: 6 }, {}]) expect(passes(pattern, value)).toBe(true);
    for (const value of [{ f: 'c' }, { f: 5 }, { f: null }]) expect(passes(pattern, value)).toBe(false);
  });
});

describe('fields', () => {
  test('all of a pattern must match, at any depth', () => {
    const pattern = { a: ['1'], b: { c: { d: ['2'] } } };
    expect(passes(pattern, { a: '1', b: { c: { d: '2' } }, more: true })).toBe(true);
    expect(passes(pattern, { a: '1', b: { c: { d: '3' } } })).toBe(false);
    expect(passes(pattern, { a: '1', b: '2' })).toBe(false);
    expect(passes(pattern, { b: { c: { d: '2' } } })).toBe(false);
  });

  test('that exist or not are those that hold something other than an object', () => {
    const there = { a: { b: [{ exists: true }] } };
    const absent = { a: { b: [{ exists: false }] } };
    for (const value of [{ a: { b: 1 } }, { a: { b: null } }, { a: { b: [{}, 1] } }]) {
      expect(passes(there, value)).toBe(true);
      expect(passes(absent, value)).toBe(false);
    }
    for (const value of [{}, { a: 1 }, { a: {} }, { a: { b: { c: 1 } } }, { a: { b: [] } }]) {
      expect(passes(there, value)).toBe(false);
      expect(passes(absent, value)).toBe(true);
    }
  });

  test('of what every object inherits do not exist', () => {
    expect(passes({ constructor: [{ exists: true }] }, {})).toBe(false);
    expect(passes({ toString: { name: [{ exists: true }] } }, {})).toBe(false);
  });

  test('in lists match when one element does', () => {
    expect(passes({ tags: ['new'] }, { tags: ['old', 'new'] })).toBe(true);
    expect(passes({ tags: ['new'] }, { tags: [['old'], [['new']]] })).toBe(true);
    expect(passes({ tags: ['new'] }, { tags: [] })).toBe(false);
  });

  test('of one object must match within one element of a list', () => {
    const people = [
      { first: 'Anna', last: 'Smith' },
      { first: 'Peter', last: 'Jones' },
    ];
    expect(passes({ people: { first: ['Anna'], last: ['Smith'] } }, { people })).toBe(true);
    expect(passes({ people: { first: ['Anna'], last: ['Jones'] } }, { people })).toBe(false);
  });

  test('of which one element of a list has some exist', () => {
    expect(passes({ people: { last: [{ exists: false }] } }, { people: [{}, { last: 'Jones' }] })).toBe(
      false,
    );
  });

  test('beside $or must match together with one of the alternatives', () => {
    const pattern = { status: ['PAID'], $or: [{ total: [{ numeric: ['>', 5] }] }, { at: { vip: [true] } }] };
    expect(passes(pattern, { status: 'PAID', total: 6 })).toBe(true);
    expect(passes(pattern, { status: 'PAID', total: 1, at: { vip: true } })).toBe(true);
    expect(passes(pattern, { status: 'PAID', total: 1 })).toBe(false);
    expect(passes(pattern, { status: 'OPEN', total: 6 })).toBe(false);
  });

  test('called $or are fields when there are no alternatives', () => {
    expect(passes({ $or: { a: ['1'] } }, { $or: { a: '1' } })).toBe(true);
    expect(passes({ $or: { a: ['1'] } }, { a: '1' })).toBe(false);
  });
});

describe('kinds of values', () => {
  const json = filter({ value: { f: ['a'] } });
  const plain = filter({ value: [{ 'anything-but': ['error'] }] });

  test('plain text is compared with a list', () => {
    expect(plain(seenRaw(Buffer.from('fine')))).toBe(true);
    expect(plain(seenRaw(Buffer.from('error')))).toBe(false);
    expect(plain(seenRaw(Buffer.from('17')))).toBe(true);
    expect(filter({ value: ['17'] })(seenRaw(Buffer.from('17')))).toBe(true);
  });

  test.each([
    ['plain text, with a pattern for JSON', json, Buffer.from('b')],
    ['what is JSON only to its half', json, Buffer.from('{"f":"b"')],
    ['JSON, with a pattern for plain text', plain, Buffer.from('{"f":"b"}')],
    ['what is no UTF-8, with a pattern for JSON', json, Buffer.from('{"f":"\xff"}', 'latin1')],
    ['what is no UTF-8, with a pattern for plain text', filter({ value: ['a'] }), Buffer.from([0xff])],
    ['a tombstone', json, null],
  ])('%s goes through', (_name, of, value) => {
    expect(of(seenRaw(value))).toBe(true);
  });

  test('a decoded value is JSON, or compared as what it is', () => {
    expect(json(seenDecoded(Buffer.from('{"f":"a"}')))).toBe(true);
    expect(json(seenDecoded(Buffer.from('{"f":"b"}')))).toBe(false);
    expect(filter({ value: [{ numeric: ['>', 5] }] })(seenDecoded(Buffer.from('6')))).toBe(true);
    expect(filter({ value: [{ numeric: ['>', 5] }] })(seenDecoded(Buffer.from('5')))).toBe(false);
    expect(filter({ value: ['a'] })(seenDecoded(Buffer.from('"a"')))).toBe(true);
  });

  test('lists in lists may be as deep as the value is long', () => {
    const deep = Buffer.from(`{"f":${'['.repeat(500_000)}"a"${']'.repeat(500_000)}}`);
    expect(json(seenRaw(deep))).toBe(true);
  });
});

test('one pattern that matches is enough, alternatives of the whole pattern included', () => {
  const either = filter({ value: { a: [1] } }, { value: { b: [2] } });
  const inOne = filter({ $or: [{ value: { a: [1] } }, { value: { b: [2] } }] });
  for (const of of [either, inOne]) {
    expect(of(seenRaw(Buffer.from('{"a":1}')))).toBe(true);
    expect(of(seenRaw(Buffer.from('{"b":2}')))).toBe(true);
    expect(of(seenRaw(Buffer.from('{"a":2,"b":1}')))).toBe(false);
  }
});

test.each<[string, string]>([
  ['{"value":', 'it is not JSON'],
  ['null', 'an object is due'],
  ['[]', 'an object is due'],
  ['{}', "it is empty; 'value' is due"],
  ['{"key":["a"]}', "'key'; a Kafka mapping filters on 'value' alone"],
  ['{"topic":["a"],"value":["a"]}', "'topic'; a Kafka mapping filters on 'value' alone"],
  ['{"value":{}}', 'value is empty'],
  ['{"value":"a"}', "value: 'a'; a list of values or an object is due"],
  ['{"value":[]}', 'value: []; a list of values or an object is due'],
  ['{"value":{"a":{"b":"c"}}}', "value.a.b: 'c'; a list of values or an object is due"],
  ['{"value":{"a":[]}}', 'value.a: []; a list of values'],
  ['{"value":{"a":[["b"]]}}', 'value.a: a list within a list'],
  ['{"value":{"a":[{}]}}', 'value.a: {}; an operation has one of prefix'],
  ['{"value":{"a":[{"prefix":"b","suffix":"c"}]}}', 'an operation has one of'],
  ['{"value":{"a":[{"cidr":"10.0.0.0/8"}]}}', "the operator 'cidr' is not known here; known: prefix"],
  ['{"value":{"a":[{"prefix":1}]}}', 'prefix is 1; text is due'],
  ['{"value":{"a":[{"prefix":{"suffix":"b"}}]}}', "prefix of 'suffix'; allowed: equals-ignore-case"],
  ['{"value":{"a":[{"exists":"yes"}]}}', "exists is 'yes'; allowed: true, false"],
  ['{"value":{"a":[{"anything-but":[]}]}}', 'anything-but is []'],
  ['{"value":{"a":[{"anything-but":["b",1]}]}}', 'anything-but is ["b",1]; allowed: texts, numbers'],
  ['{"value":{"a":[{"anything-but":true}]}}', 'anything-but is true'],
  ['{"value":{"a":[{"anything-but":{"exists":true}}]}}', "the operator 'exists' is not known"],
  ['{"value":{"a":[{"numeric":["<",5,">",0]}]}}', 'numeric is ["<",5,">",0]; allowed'],
  ['{"value":{"a":[{"numeric":[">",5,"<",5]}]}}', 'numeric is'],
  ['{"value":{"a":[{"numeric":[">","5"]}]}}', 'numeric is'],
  ['{"value":{"a":[{"numeric":["!=",5]}]}}', 'numeric is'],
  ['{"value":{"a":[{"numeric":5}]}}', 'numeric is 5'],
  ['{"value":{"a":[{"wildcard":"a**b"}]}}', "wildcard 'a**b' has two * side by side"],
  ['{"value":{"a":[{"wildcard":"a\\\\b"}]}}', 'stands before * or'],
  [`{"value":["${'a'.repeat(4096)}"]}`, 'it has 4110 characters; allowed: 4096'],
])('the pattern %s is refused', (pattern, why) => {
  expect(() => recordFilter([pattern], refuse)).toThrow(why);
  expect(() => recordFilter([pattern], refuse)).toThrow(`the filter pattern '${pattern.slice(0, 100)}`);
});
