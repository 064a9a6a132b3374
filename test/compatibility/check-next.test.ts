import { describe, expect, test } from 'vitest';
import { checkNext, type DataFormat } from '../../compatibility/check-next.ts';
import { DefinitionError } from '../../compatibility/definition-error.ts';
import { MODES, type Mode } from '../../compatibility/modes.ts';
import { field, order } from './avro/pairs/pair.ts';
import { COMPARING, HISTORIES, type History } from './histories.ts';

const check = (mode: Mode, { earlier, next }: Pick<History, 'earlier' | 'next'>) =>
  checkNext({
    format: 'AVRO',
    mode,
    earlier: earlier.map((each) => JSON.stringify(each)),
    next: JSON.stringify(next),
  });

const id = field('id', 'string');
const unrelated = { earlier: [order(id)], next: order(field('id', 'int')) };

describe('a version follows in exactly the modes that the table names', () => {
  test.each(HISTORIES)('$name', (history) => {
    expect(COMPARING.filter((mode) => check(mode, history).length === 0)).toEqual(history.taken);
  });
});

describe('a refusal', () => {
  test('names the version and the direction: the new one does not read the last', () => {
    expect(check('BACKWARD', { earlier: [order(id)], next: order(id, field('note', 'string')) })).toEqual([
      {
        path: 'Order.note',
        rule: 'reader-field-without-default',
        message: 'the reader needs note, and has no default; the writer has id',
        version: 1,
        direction: 'reads',
      },
    ]);
  });

  test('names the version and the direction: the last does not read the new one', () => {
    expect(
      check('FORWARD', { earlier: [order(id, field('note', 'string'))], next: order(id) }),
    ).toMatchObject([
      { path: 'Order.note', rule: 'reader-field-without-default', version: 1, direction: 'is-read' },
    ]);
  });

  test('is told for both directions, and of every earlier version in a mode for all', () => {
    const versions = {
      earlier: [order(id), order(), order(id)],
      next: order(field('id', 'int', { default: 0 })),
    };
    const where = (mode: Mode) =>
      check(mode, versions).map(({ version, direction }) => `${direction} ${version}`);
    expect(where('FULL')).toEqual(['reads 3', 'is-read 3']);
    expect(where('FULL_ALL')).toEqual(['reads 1', 'is-read 1', 'reads 3', 'is-read 3']);
    expect(where('BACKWARD_ALL')).toEqual(['reads 1', 'reads 3']);
    expect(where('FORWARD_ALL')).toEqual(['is-read 1', 'is-read 3']);
  });

  test('comes for a version that does not read itself, also for the first', () => {
    const next = order(field('raw', ['bytes', 'string']));
    expect(check('BACKWARD', { earlier: [], next })).toMatchObject([
      { path: 'Order.raw', rule: 'union-branch-shadowed', version: 1, direction: 'reads' },
    ]);
    expect(check('FORWARD', { earlier: [order()], next })).toMatchObject([
      { version: 2, direction: 'reads' },
    ]);
  });
});

describe('a Protobuf version that frees a number', () => {
  const message = (...lines: readonly string[]) => `syntax = "proto3"; message Order { ${lines.join(' ')} }`;
  const versions = (next: string) => (mode: Mode) =>
    checkNext({ format: 'PROTOBUF', mode, earlier: [message('string id = 1;', 'int32 n = 2;')], next });

  test('does not follow in any mode that compares, though all is read', () => {
    const freed = versions(message('string id = 1;'));
    for (const mode of COMPARING)
      expect(new Set(freed(mode).map(({ direction }) => direction))).toEqual(new Set(['follows']));
    expect(freed('NONE')).toEqual([]);
  });

  test('follows once it is reserved', () => {
    const reserved = versions(message('reserved 2;', 'reserved "n";', 'string id = 1;'));
    for (const mode of COMPARING) expect(reserved(mode)).toEqual([]);
  });
});

describe('modes that compare nothing', () => {
  test('NONE takes any definition', () => {
    expect(check('NONE', unrelated)).toEqual([]);
    expect(check('NONE', { earlier: [], next: ['bytes', 'string'] })).toEqual([]);
  });

  test('DISABLED takes the first and none after it', () => {
    expect(check('DISABLED', { ...unrelated, earlier: [] })).toEqual([]);
    expect(check('DISABLED', { earlier: [order(id), order(id)], next: order(id) })).toEqual([
      {
        path: '',
        rule: 'disabled',
        message: 'versions are disabled; the last is 2',
        version: 2,
        direction: 'reads',
      },
    ]);
  });
});

describe('a definition that is none', () => {
  test.each(MODES)('is refused in mode %s, also as the first version', (mode) => {
    const next = { type: 'record' };
    expect(() => check(mode, { earlier: [], next })).toThrow(DefinitionError);
    expect(() => check(mode, { earlier: [order(id)], next })).toThrow(DefinitionError);
  });

  test.each<DataFormat>(['AVRO', 'PROTOBUF', 'JSON'])('is refused in format %s', (format) => {
    expect(() => checkNext({ format, mode: 'NONE', earlier: [], next: '{{' })).toThrow(DefinitionError);
  });

  test('among the earlier versions is told from the new one', () => {
    const wrong = { type: 'record', name: 'Order' };
    expect(() => check('FULL_ALL', { earlier: [order(id), wrong, order(id)], next: order(id) })).toThrow(
      'version 2, which is there already: Order: record Order needs a list of fields',
    );
  });

  test('among the earlier versions that are not compared is left alone', () => {
    const earlier = [{ type: 'record' }, order(id)];
    expect(check('FULL', { earlier, next: order(id) })).toEqual([]);
    expect(check('NONE', { earlier, next: order(id) })).toEqual([]);
  });
});
