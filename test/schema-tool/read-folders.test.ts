import { describe, expect, test } from 'vitest';
import { type Files, order, SchemasFolder } from './schemas-folder.ts';

const V1 = { 'orders.v1/value/v1.avsc': order() };
const PROTO = 'syntax = "proto3";\npackage com.example;\nmessage Order { string id = 1; }\n';

const complaints = (files: Files): readonly string[] => new SchemasFolder(files).complaints();

describe('what is no schema, or lies where none belongs, is refused by its path', () => {
  test.each<[string, Files, string]>([
    [
      'a file beside the topics',
      { ...V1, 'notes.md': 'x' },
      'notes.md: is a file; allowed: a folder for each topic, released.json',
    ],
    [
      'a topic that Kafka would not take',
      { 'orders v1/value/v1.avsc': order() },
      "orders v1: is no topic's name; allowed: ^[a-zA-Z0-9._-]{1,249}$",
    ],
    [
      'another attribute',
      { 'orders.v1/headers/v1.avsc': order() },
      'orders.v1/headers: is nothing that a topic has; allowed: the folders value, key',
    ],
    [
      'a version beside the attributes',
      { ...V1, 'orders.v1/v2.avsc': order() },
      'orders.v1/v2.avsc: is nothing that a topic has; allowed: the folders value, key',
    ],
    ...[
      'V2.avsc',
      'v02.avsc',
      'v0.avsc',
      'v2.avro',
      'v2.avsc~',
      'v2 .avsc',
      '2.avsc',
      'v2.AVSC',
      'vé.avsc',
    ].map((name): [string, Files, string] => [
      `a file named ${name}`,
      { ...V1, [`orders.v1/value/${name}`]: order() },
      `orders.v1/value/${name}: is nothing that is read here; allowed: v1.avsc (or .proto, .json), v2.avsc …, compatibility, contract.ts`,
    ]),
    [
      'a folder among the versions',
      { ...V1, 'orders.v1/value/v2.avsc/v1.avsc': order() },
      'orders.v1/value/v2.avsc/: is nothing that is read here; allowed: v1.avsc (or .proto, .json), v2.avsc …, compatibility, contract.ts',
    ],
    [
      'a gap',
      { ...V1, 'orders.v1/value/v3.avsc': order() },
      'orders.v1/value: has v3.avsc and no v2; versions are numbered from 1 without a gap',
    ],
    [
      'a history without its beginning',
      { 'orders.v1/value/v2.avsc': order() },
      'orders.v1/value: has v2.avsc and no v1; versions are numbered from 1 without a gap',
    ],
    [
      'two formats',
      { ...V1, 'orders.v1/value/v2.proto': PROTO },
      'orders.v1/value: has v1.avsc and v2.proto; all versions of a schema are of one format',
    ],
    [
      'no version',
      { 'orders.v1/value/compatibility': 'FULL\n' },
      'orders.v1/value: has no version; the first is v1.avsc, v1.proto or v1.json',
    ],
    [
      'a second version of a key',
      { 'orders.v1/key/v1.avsc': order(), 'orders.v1/key/v2.avsc': order() },
      "orders.v1/key: has v2.avsc, and a key has one version: the id of the version is part of a key's bytes, so another one would move every key to another partition, and compaction would keep records under both",
    ],
    [
      'a mode that is none',
      { ...V1, 'orders.v1/value/compatibility': 'BACKWARDS' },
      "orders.v1/value/compatibility: is 'BACKWARDS'; allowed: BACKWARD, BACKWARD_ALL, FORWARD, FORWARD_ALL, FULL, FULL_ALL, NONE, DISABLED",
    ],
    [
      'a byte order mark',
      { 'orders.v1/value/v1.avsc': `\uFEFF${JSON.stringify(order())}` },
      'orders.v1/value/v1.avsc: begins with a byte order mark; allowed: UTF-8 without one',
    ],
    [
      'lines that end with CR',
      { 'orders.v1/value/v1.proto': PROTO.replaceAll('\n', '\r') },
      'orders.v1/value/v1.proto: has CR in a line; allowed: lines that end with LF or CR LF',
    ],
    [
      'bytes that are not UTF-8',
      { 'orders.v1/value/v1.avsc': Buffer.from('"stri\xE9ng"', 'latin1') },
      'orders.v1/value/v1.avsc: is not UTF-8',
    ],
    [
      'an array at the root',
      { 'orders.v1/value/v1.avsc': { type: 'array', items: 'string' } },
      'orders.v1/value/v1.avsc: is no record at its root; allowed: a record, which can be given more fields later',
    ],
    [
      'a definition longer than Glue takes',
      { 'orders.v1/value/v1.avsc': { ...order(), doc: 'x'.repeat(170_000) } },
      'orders.v1/value/v1.avsc: has 170108 characters; allowed: 170000',
    ],
    [
      'a record with another name',
      { ...V1, 'orders.v1/value/v2.avsc': { ...order(), name: 'Purchase' } },
      "orders.v1/value/v2.avsc: is named 'com.example.Purchase'; allowed: 'com.example.Order', as the versions before are",
    ],
    [
      'a record with an alias for its old name',
      { ...V1, 'orders.v1/value/v2.avsc': { ...order(), name: 'Purchase', aliases: ['Order'] } },
      "orders.v1/value/v2.avsc: is named 'com.example.Purchase'; allowed: 'com.example.Order', as the versions before are",
    ],
    [
      'a first message with another name',
      {
        'orders.v1/value/v1.proto': PROTO,
        'orders.v1/value/v2.proto': PROTO.replace('message', 'message Line {} message'),
      },
      "orders.v1/value/v2.proto: is named 'com.example.Line'; allowed: 'com.example.Order', as the versions before are",
    ],
    [
      'a key whose schema has the name of a topic',
      { 'orders/key/v1.avsc': order(), 'orders-key/value/v1.avsc': order() },
      "orders-key/value: would be 'orders-key' in the registry, as orders/key is",
    ],
  ])('%s', (_, files, complaint) => {
    expect(complaints(files)).toContain(`schemas/${complaint}`);
  });

  test.each([
    ['v1.avsc', '{"type": "record",', /^schemas\/orders\.v1\/value\/v1\.avsc: is no JSON: /],
    ['v1.json', '{"type": "object",', /^schemas\/orders\.v1\/value\/v1\.json: is no JSON: /],
    [
      'v1.avsc',
      '{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "text"}]}',
      /^schemas\/orders\.v1\/value\/v1\.avsc: Order\.id: no type 'text' is defined/,
    ],
    [
      'v1.proto',
      'syntax = "proto3"; message Order { text id = 1; }',
      /^schemas\/orders\.v1\/value\/v1\.proto: .*text/,
    ],
    [
      'v1.proto',
      'syntax = "proto3"; message Order { string an_id = 1; string anId = 2; }',
      /^schemas\/orders\.v1\/value\/v1\.proto: .*anId/,
    ],
    ['v1.json', '{"type": "objekt"}', /^schemas\/orders\.v1\/value\/v1\.json: /],
  ])('%s with %s', (name, text, complaint) => {
    expect(complaints({ [`orders.v1/value/${name}`]: text })).toEqual([expect.stringMatching(complaint)]);
  });
});

test('a folder that is not there is no folder without schemas', () => {
  const folder = new SchemasFolder(V1);
  folder.remove('');
  expect(folder.run('check')).toEqual({ code: 1, said: [], complained: ['schemas: is not there'] });
});

test('everything that is wrong is listed, not the first alone', () => {
  const found = complaints({
    'a b/value/v1.avsc': order(),
    'orders.v1/value/v1.avsc': '{',
    'orders.v1/value/v2.avsc': '[',
    'refunds.v1/value/v2.json': {},
    'refunds.v1/other': 'x',
  });
  expect(found.map((line) => line.split(':')[0])).toEqual([
    'schemas/a b',
    'schemas/orders.v1/value/v1.avsc',
    'schemas/orders.v1/value/v2.avsc',
    'schemas/refunds.v1/other',
    'schemas/refunds.v1/value',
  ]);
});

test('what the editor and the system leave behind is not looked at', () => {
  expect(complaints({ ...V1, '.DS_Store': 'x', 'orders.v1/value/.v1.avsc.swp': 'x' })).toEqual([]);
});

test('what a checkout has made of line ends changes nothing: not what is generated, not what was released', () => {
  const contract = 'orders.v1/value/contract.ts';
  const folder = new SchemasFolder({ 'orders.v1/value/v1.proto': PROTO });
  folder.run('generate');
  folder.run('release');
  const before = folder.read(contract);
  for (const file of ['orders.v1/value/v1.proto', contract, 'released.json']) {
    folder.write(file, folder.read(file).replaceAll('\n', '\r\n'));
  }
  expect(folder.run('check', '--released')).toMatchObject({ code: 0, complained: [] });
  folder.remove(contract);
  folder.run('generate');
  expect(folder.read(contract)).toBe(before);
});
