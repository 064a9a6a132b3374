/** Runs a command line: 0 where nothing is wrong, 1 where something is, 2 where it is not understood. */
import { basename, resolve } from 'node:path';
import { commandLine, USAGE } from './command-line.ts';
import { check, generate, release } from './commands.ts';
import { Problems } from './problems.ts';
import type { SchemaFolder } from './schema-folder.ts';

export interface Output {
  say(line: string): void;
  complain(line: string): void;
}

export function run(argv: readonly string[], { say, complain }: Output): number {
  const request = commandLine(argv);
  if (request.command === 'help') {
    say(USAGE);
    return 0;
  }
  if (request.command === 'usage') {
    complain(`${request.reason}\n${USAGE}`);
    return 2;
  }
  const dir = resolve(request.dir ?? `${import.meta.dirname}/../schemas`);
  const at = (file: string): string => [basename(dir), file].filter((part) => part !== '').join('/');
  const problems = new Problems();
  switch (request.command) {
    case 'generate':
      list(generate(dir, problems), 'written');
      break;
    case 'check': {
      const folders = check(dir, request, problems);
      if (problems.found.length === 0) say(`${basename(dir)}: ${counted(folders)}, in order`);
      break;
    }
    case 'release':
      list(release(dir, problems), 'released');
  }
  for (const { file, message } of problems.found) complain(`${at(file)}: ${message}`);
  return problems.found.length === 0 ? 0 : 1;

  function list(files: readonly string[], done: string): void {
    for (const file of files) say(`${at(file)}: ${done}`);
  }
}

function counted(folders: readonly SchemaFolder[]): string {
  const versions = folders.reduce((sum, folder) => sum + folder.versions.length, 0);
  return `${number(folders.length, 'schema')} in ${number(versions, 'version')}`;
}

const number = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`;
