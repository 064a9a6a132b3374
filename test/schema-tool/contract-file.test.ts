import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyAvro } from './avro/any-avro.ts';
import { type Files, field, order, SchemasFolder } from './schemas-folder.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

const LONG = 'a'.repeat(40);
const PROTO = `syntax = "proto3";
package com.example;
// It's "an" order; \\n is no line end.
message Order {
  string order_id = 1; // What it is known by.
  optional int64 cents = 2;
  map<string, Line> lines = 3;
  enum State { OPEN = 0; PAID = 1; }
  repeated State states = 4;
  message Line { bytes it = 1; }
}
message Nothing {}
`;

/** Every way in which generated code has to be broken, or cannot be. */
const FORMATS: Files = {
  'short.v1/value/v1.proto': 'syntax = "proto3"; message M { }',
  'proto.v1/value/v1.proto': PROTO,
  'proto.v1/value/v2.proto': PROTO.replace('message Nothing', `message ${LONG}${LONG}`),
  'proto.v1/key/v1.proto': PROTO.replaceAll('Order', LONG),
  'json.v1/value/v1.json': {
    title: 'Order',
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', description: 'Straße */ 日本語' },
      'not-a-name': { enum: ["it's", '"quoted"', 1.5e21, -1e-7, null, true, '日本語'] },
      '1': { type: ['string', 'null'] },
      é: { type: 'array', items: { enum: ['a', 'b', 'c', 'd', 'e', 'f'].map((each) => each.repeat(20)) } },
      class: {
        type: 'object',
        additionalProperties: { enum: ['a', 'b', 'c', 'd', 'e'].map((each) => each.repeat(24)) },
      },
      long: { enum: ['a', 'b', 'c', 'd', 'e'].map((each) => each.repeat(24)) },
      longer: { enum: ['a', 'b'].map((each) => each.repeat(120)) },
      nested: { type: 'object', properties: { deeper: { type: 'object', properties: { x: {} } } } },
      open: { type: 'object' },
    },
  },
  'tree.v1/value/v1.json': { title: 'Tree', type: ['object', 'array'], additionalProperties: { $ref: '#' } },
  'avro.v1/value/v1.avsc': order(
    field('wrapped', [
      'null',
      ...['int', 'double'],
      ...['A', 'B', 'C'].map((name) => ({ type: 'record', name: `${name}${LONG}`, fields: [] })),
    ]),
    field('list', { type: 'array', items: ['null', `A${LONG}`, `B${LONG}`] }),
    field('map', { type: 'map', values: ['null', `A${LONG}`, `B${LONG}`] }),
    field(LONG.repeat(2), `A${LONG}`),
    field('state', {
      type: 'enum',
      name: `E${LONG}`,
      symbols: ['A', 'B', 'C'].map((each) => each.repeat(40)),
    }),
  ),
  'named.v1/value/v1.avsc': { type: 'record', name: `R${LONG}`, fields: [] },
};

test('what is generated is as Biome formats it, passes its rules, and compiles', async () => {
  const schemas = fc.sample(anyAvro, { numRuns: 60, seed: 7 });
  const folder = new SchemasFolder(FORMATS);
  // Lists and what is parsed end on either side of a line's width.
  for (let length = 20; length < 65; length += 1) {
    const text = `syntax = "proto3"; package ${'p'.repeat(length)}; message M {}`;
    folder.write(`length.v${length}/value/v1.proto`, text);
    folder.write(`length.v${length}/key/v1.proto`, text.replace('{}', '{ string a = 1; }'));
  }
  for (const [index, schema] of schemas.entries()) folder.write(`any.v${index}/value/v1.avsc`, schema);
  expect(folder.run('generate').complained).toEqual([]);
  const project = dirname(folder.dir);
  asTheProject(project);
  const [biome, tsc] = await Promise.all([
    outputOf('biome', ['check', '--error-on-warnings', '--max-diagnostics=3', 'schemas'], project),
    outputOf('tsc', ['--noEmit', '-p', '.'], project),
  ]);
  expect(biome).toMatch(/^Checked \d+ files in \S+\. No fixes applied\.\n$/);
  expect(tsc).toBe('');
}, 20_000);

/** A folder in which the schemas stand beside the code that they import. */
function asTheProject(folder: string): void {
  for (const name of ['node_modules', 'shared']) symlinkSync(join(PROJECT, name), join(folder, name));
  cpSync(join(PROJECT, 'package.json'), join(folder, 'package.json'));
  const { vcs: _, files: __, ...biome } = JSON.parse(readFileSync(join(PROJECT, 'biome.json'), 'utf8'));
  writeFileSync(
    join(folder, 'biome.json'),
    JSON.stringify({ ...biome, files: { includes: ['schemas/**/contract.ts'] } }),
  );
  const { compilerOptions } = JSON.parse(readFileSync(join(PROJECT, 'tsconfig.json'), 'utf8'));
  const declarations = 'shared/schema/avro/avsc-internals.d.ts';
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['schemas', declarations] }),
  );
}

const outputOf = (program: string, argv: readonly string[], cwd: string): Promise<string> =>
  promisify(execFile)(join(PROJECT, 'node_modules/.bin', program), [...argv], { cwd }).then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => stdout + stderr,
  );
