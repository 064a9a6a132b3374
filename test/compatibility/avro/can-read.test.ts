import { describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/avro/can-read.ts';
import { DefinitionError } from '../../../compatibility/definition-error.ts';
import { avroRead } from '../../../shared/schema/avro/avro-read.ts';
import { avroType } from '../../../shared/schema/avro/avro-type.ts';
import { decoded } from './decoded.ts';
import { colour, field, order, type Pair } from './pairs/pair.ts';
import { PAIRS } from './pairs.ts';

const verdict = ({ reader, writer }: Pick<Pair, 'reader' | 'writer'>) =>
  canRead(JSON.stringify(reader), JSON.stringify(writer));

const rules = (pair: Pair): readonly string[] => verdict(pair).map(({ rule }) => rule);

/** Whether our decoder accepts the two, before any bytes. */
function resolves({ reader, writer }: Pair): boolean {
  try {
    avroRead(avroType(JSON.stringify(reader)), avroType(JSON.stringify(writer)));
    return true;
  } catch {
    return false;
  }
}

test('the table has cases enough, each once', () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(75);
  expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length);
});

describe('what the table says is what the rules say', () => {
  test.each(PAIRS)('$name', (pair) => {
    if (pair.noDefinition === undefined) {
      expect(rules(pair)).toEqual(pair.refused ?? []);
    } else {
      expect(() => verdict(pair)).toThrow(DefinitionError);
      expect(() => verdict(pair)).toThrow(pair.noDefinition);
    }
  });
});

const passing = PAIRS.filter(
  ({ refused, noDefinition }) => refused === undefined && noDefinition === undefined,
);
const refused = PAIRS.filter((pair) => !passing.includes(pair));

describe('what passes is decoded by our decoder', () => {
  test.each(passing)('$name', (pair) => {
    expect(decoded(pair).length).toBeGreaterThan(2);
  });
});

describe('what is refused is not decoded, or the table says why it is refused all the same', () => {
  test.each(refused)('$name', (pair) => {
    expect(resolves(pair)).toBe(pair.thoughDecoded !== undefined);
  });
});

describe('a reason', () => {
  const line = (type: unknown, next: object) => ({
    type: 'record',
    name: 'Line',
    fields: [field('amount', type), ...(Object.keys(next).length === 0 ? [] : [next])],
  });

  test('is where it is in field terms: lists, maps, and branches where there are several', () => {
    const at = (amount: string) =>
      order(
        field('lines', { type: 'array', items: line(amount, {}) }),
        field('byDay', {
          type: 'map',
          values: { type: 'array', items: ['null', { type: 'map', values: amount }] },
        }),
        field('payment', [
          'null',
          { type: 'record', name: 'shop.Card', fields: [field('number', amount)] },
          'string',
        ]),
      );
    const found = verdict({ reader: at('int'), writer: at('boolean') });
    expect(found.map(({ path }) => path)).toEqual([
      'Order.lines[].amount',
      'Order.byDay{}[]{}',
      'Order.payment(Card).number',
    ]);
  });

  test('of a value without a name has the path of what is in it', () => {
    const list = (items: string) => ({ type: 'array', items });
    expect(verdict({ reader: list('int'), writer: list('null') })[0]?.path).toBe('[]');
    expect(verdict({ reader: 'int', writer: 'null' })[0]?.path).toBe('');
  });

  test('says what the reader has and what the writer has', () => {
    const reader = order(field('id', 'int'), field('colour', colour(['RED'])), field('note', 'string'));
    const writer = order(field('id', 'string'), field('colour', colour(['RED', 'BLUE'])));
    expect(verdict({ reader, writer })).toEqual([
      { path: 'Order.id', rule: 'type-mismatch', message: 'the reader has int, the writer string' },
      {
        path: 'Order.colour',
        rule: 'enum-symbol-missing',
        message: 'the reader has no symbol BLUE and no default; it has RED',
      },
      {
        path: 'Order.note',
        rule: 'reader-field-without-default',
        message: 'the reader needs note, and has no default; the writer has id, colour',
      },
    ]);
  });

  test('is told once for a record that is used in many places', () => {
    const twice = (type: string) =>
      order(field('first', line(type, field('next', ['null', 'Line']))), field('second', 'Line'));
    expect(verdict({ reader: twice('int'), writer: twice('null') }).map(({ path }) => path)).toEqual([
      'Order.first.amount',
    ]);
  });
});

describe('a definition', () => {
  test('that is no JSON says what breaks it', () => {
    expect(() => canRead('{"type": }', '"int"')).toThrow(/^the definition is no JSON: Unexpected token '}'/);
  });

  test('is refused on either side', () => {
    expect(() => canRead('"int"', '"text"')).toThrow(DefinitionError);
    expect(() => canRead('"text"', '"int"')).toThrow(DefinitionError);
  });

  test('that nests without end is refused, not run into', () => {
    const deep = `${'{"type":"array","items":'.repeat(5000)}"int"${'}'.repeat(5000)}`;
    expect(() => canRead(deep, '"int"')).toThrow('types are nested more than 200 deep');
  });

  test('of records that each use the one before twice is compared in no time', () => {
    const chain = (last: string) =>
      order(
        field('r0', { type: 'record', name: 'R0', fields: [field('x', last)] }),
        ...Array.from({ length: 60 }, (_, index) =>
          field(`r${index + 1}`, {
            type: 'record',
            name: `R${index + 1}`,
            fields: [field('a', `R${index}`), field('b', ['null', `R${index}`])],
          }),
        ),
      );
    expect(verdict({ reader: chain('int'), writer: chain('string') })).toHaveLength(1);
  });
});
