import { describe, expect, test } from 'vitest';
import { field, order, SchemasFolder } from './schemas-folder.ts';

const NOTE = field('note', ['null', 'string'], { default: null });

describe('the history of a folder', () => {
  const complaints = (mode: string | undefined, ...versions: readonly object[]): readonly string[] => {
    const files = versions.map((version, index) => [`orders.v1/value/v${index + 1}.avsc`, version] as const);
    const folder = new SchemasFolder(Object.fromEntries(files));
    if (mode !== undefined) folder.write('orders.v1/value/compatibility', `${mode}\n`);
    return folder.complaints();
  };

  test('a version that cannot read the one before it is a problem of its file, with path, rule and mode', () => {
    expect(complaints(undefined, order(), order(field('amount', 'double')))).toEqual([
      expect.stringMatching(
        /^schemas\/orders\.v1\/value\/v2\.avsc: Order\.amount: reader-field-without-default: .+ \(cannot read what v1 wrote; BACKWARD\)$/,
      ),
    ]);
  });

  test('a version that the one before it cannot read is said to be that, where the mode asks for it', () => {
    const versions = [order(field('amount', 'double')), order()];
    expect(complaints('BACKWARD', ...versions)).toEqual([]);
    expect(complaints('FORWARD', ...versions)).toEqual([
      expect.stringMatching(
        /v2\.avsc: Order\.amount: reader-field-without-default: .+ \(v1 cannot read what it writes; FORWARD\)$/,
      ),
    ]);
    expect(complaints('FULL', ...versions)).toHaveLength(1);
  });

  test('every step is looked at, not the last alone', () => {
    const broken = order(field('amount', 'double'));
    const found = complaints(undefined, order(), broken, broken, order(), broken);
    expect(found.map((line) => line.split(':')[0])).toEqual([
      'schemas/orders.v1/value/v2.avsc',
      'schemas/orders.v1/value/v5.avsc',
    ]);
  });

  test('a mode for all versions holds the newest against the first', () => {
    const note = (type: string, value: unknown) => order(field('note', type, { default: value }));
    const versions = [note('string', ''), order(), note('int', 0)];
    expect(complaints('BACKWARD', ...versions)).toEqual([]);
    expect(complaints('BACKWARD_ALL', ...versions)).toEqual([
      expect.stringMatching(/v3\.avsc: Order\.note: .+ \(cannot read what v1 wrote; BACKWARD_ALL\)$/),
    ]);
  });

  test('nothing is compared in mode NONE, and in mode DISABLED there is no second version', () => {
    const versions = [order(), order(field('amount', 'double'))];
    expect(complaints('NONE', ...versions)).toEqual([]);
    expect(complaints('DISABLED', order())).toEqual([]);
    expect(complaints('DISABLED', ...versions)).toEqual([
      'schemas/orders.v1/value/v2.avsc: disabled: versions are disabled; the last is 1 (DISABLED)',
    ]);
  });

  test('Protobuf and JSON Schema have their own rules', () => {
    const proto = (type: string) => `syntax = "proto3";\nmessage Order {\n  ${type} id = 1;\n}\n`;
    const json = (type: string) => ({ title: 'Order', type: 'object', properties: { id: { type } } });
    const folder = new SchemasFolder({
      'a.v1/value/v1.proto': proto('string'),
      'a.v1/value/v2.proto': proto('double'),
      'b.v1/value/v1.json': json('string'),
      'b.v1/value/v2.json': json('number'),
    });
    expect(folder.complaints()).toEqual([
      expect.stringMatching(
        /^schemas\/a\.v1\/value\/v2\.proto: Order\.id: .+ \(cannot read what v1 wrote; BACKWARD\)$/,
      ),
      expect.stringMatching(
        /^schemas\/b\.v1\/value\/v2\.json: .*id.* \(cannot read what v1 wrote; BACKWARD\)$/,
      ),
    ]);
  });
});

describe('what is generated', () => {
  test('is missing before it is generated, and fresh after', () => {
    const folder = new SchemasFolder({ 'orders.v1/value/v1.avsc': order() });
    const contract = 'schemas/orders.v1/value/contract.ts';
    expect(folder.run('check')).toEqual({
      code: 1,
      said: [],
      complained: [`${contract}: is missing; npm run schemas`],
    });
    expect(folder.has('orders.v1/value/contract.ts')).toBe(false);
    expect(folder.run('generate')).toEqual({ code: 0, said: [`${contract}: written`], complained: [] });
    expect(folder.run('check').code).toBe(0);
    expect(folder.run('generate')).toEqual({ code: 0, said: [], complained: [] });
  });

  test.each<[string, (folder: SchemasFolder) => void]>([
    ['a version', (folder) => folder.write('orders.v1/value/v2.avsc', order(NOTE))],
    [
      'a comment in a version',
      (folder) => folder.write('orders.v1/value/v1.avsc', { ...order(), doc: 'A purchase.' }),
    ],
    ['the mode', (folder) => folder.write('orders.v1/value/compatibility', 'FULL')],
    [
      'the file itself',
      (folder) =>
        folder.write('orders.v1/value/contract.ts', `${folder.read('orders.v1/value/contract.ts')}\n`),
    ],
  ])('is stale when %s has changed', (_, change) => {
    const folder = new SchemasFolder({ 'orders.v1/value/v1.avsc': order() });
    folder.run('generate');
    change(folder);
    expect(folder.run('check').complained).toEqual([
      'schemas/orders.v1/value/contract.ts: is stale; npm run schemas',
    ]);
    expect(folder.run('generate').said).toEqual(['schemas/orders.v1/value/contract.ts: written']);
    expect(folder.run('check').complained).toEqual([]);
  });

  test('is of the newest of more than nine versions', () => {
    const note = (index: number) => field(`note${index}`, 'string', { default: '' });
    const versions = Array.from({ length: 11 }, (_, index) =>
      order(...Array.from({ length: index }, (_, at) => note(at))),
    );
    const files = versions.map((version, index) => [`orders.v1/value/v${index + 1}.avsc`, version] as const);
    const folder = new SchemasFolder(Object.fromEntries(files));
    expect(folder.complaints()).toEqual([]);
    expect(folder.read('orders.v1/value/contract.ts')).toContain('com.example.Order, version 11');
    expect(folder.read('orders.v1/value/contract.ts')).toContain('readonly note9: string;');
  });

  test('blanks in a version change nothing', () => {
    const folder = new SchemasFolder({ 'orders.v1/value/v1.avsc': order() });
    folder.run('generate');
    folder.write('orders.v1/value/v1.avsc', JSON.stringify(order()));
    expect(folder.run('check').complained).toEqual([]);
  });

  test('is written for the folders that are in order, though another is not', () => {
    const folder = new SchemasFolder({ 'a.v1/value/v1.avsc': '{', 'b.v1/value/v1.avsc': order() });
    const { code, said, complained } = folder.run('generate');
    expect(code).toBe(1);
    expect(said).toEqual(['schemas/b.v1/value/contract.ts: written']);
    expect(complained).toHaveLength(1);
  });

  test('a version of which no types can be made is refused by its file', () => {
    const clash = order(field('a', { type: 'enum', name: 'com.other.Order', symbols: ['X'] }));
    const folder = new SchemasFolder({ 'orders.v1/value/v1.avsc': clash });
    const complained = [
      "schemas/orders.v1/value/v1.avsc: 'com.example.Order' and 'com.other.Order' would both be the TypeScript type 'Order'; rename one",
    ];
    expect(folder.run('generate')).toEqual({ code: 1, said: [], complained });
    expect(folder.run('check')).toEqual({ code: 1, said: [], complained });
  });
});
