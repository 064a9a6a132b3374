import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { order, SchemasFolder } from './schemas-folder.ts';

test.each([
  [[], 'no command; allowed: one of generate, check, release'],
  [['build'], "'build'; allowed: one of generate, check, release"],
  [['check', 'release'], "'check release'; allowed: one of generate, check, release"],
  [['check', '--fix'], "Unknown option '--fix'; allowed: --released, --dir, --help"],
  [['release', '--released'], '--released with release; allowed with: check'],
  [['generate', '--released'], '--released with generate; allowed with: check'],
])('%j is answered with what is allowed, and ends with 2', (argv, reason) => {
  const { code, said, complained } = new SchemasFolder().run(...argv);
  expect({ code, said }).toEqual({ code: 2, said: [] });
  expect(complained).toEqual([
    expect.stringContaining(`${reason}\nnode schema-tool/main.ts <command> [flags]`),
  ]);
});

test.each([[['--help']], [['check', '--help']]])('%j says what there is, and ends with 0', (argv) => {
  const { code, said, complained } = new SchemasFolder().run(...argv);
  expect({ code, complained }).toEqual({ code: 0, complained: [] });
  expect(said).toEqual([
    expect.stringMatching(/generate .+\n.+check .+\n.+--released .+\n.+release .+\n.+--dir .+\n.+--help/),
  ]);
});

test('a check that finds nothing says in a line how many schemas and versions it has looked at', () => {
  const said = (...lines: readonly string[]) => ({ code: 0, said: lines, complained: [] });
  const folder = new SchemasFolder();
  expect(folder.run('check', '--released')).toEqual(said('schemas: 0 schemas in 0 versions, in order'));
  folder.write('a.v1/value/v1.avsc', order());
  folder.run('generate');
  expect(folder.run('check')).toEqual(said('schemas: 1 schema in 1 version, in order'));
  folder.write('b.v1/key/v1.avsc', order());
  folder.write('a.v1/value/v2.avsc', order());
  folder.run('generate');
  expect(folder.run('check')).toEqual(said('schemas: 2 schemas in 3 versions, in order'));
});

test('the program ends with what the command line is worth, from whatever folder it is called', async () => {
  const main = `${import.meta.dirname}/../../schema-tool/main.ts`;
  const program = (...argv: readonly string[]) =>
    promisify(execFile)('node', [main, ...argv], { cwd: '/' }).then(
      () => 0,
      ({ code }: { readonly code: number }) => code,
    );
  const folder = new SchemasFolder({ 'notes.md': 'x' });
  const codes = await Promise.all([
    program('--help'),
    program('check', '--dir', folder.dir),
    program('chekc'),
  ]);
  expect(codes).toEqual([0, 1, 2]);
});
