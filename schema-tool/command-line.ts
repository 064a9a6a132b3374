/** What was asked for on the command line. */
import { parseArgs } from 'node:util';

export const USAGE = `node schema-tool/main.ts <command> [flags]
  generate       write what is generated from the versions, where it is missing or stale   (npm run schemas)
  check          list everything that is wrong; writes nothing                             (npm run schemas:check)
    --released   a version that is not released is wrong too
  release        check, then list the versions as released: they never change again        (npm run schemas:release)
  --dir DIR      another folder of schemas than the project's
  --help         this`;

export type Request =
  | { readonly command: 'generate' | 'release'; readonly dir: string | undefined }
  | { readonly command: 'check'; readonly dir: string | undefined; readonly allReleased: boolean }
  | { readonly command: 'help' }
  /** Something that is not known. */
  | { readonly command: 'usage'; readonly reason: string };

const COMMANDS = ['generate', 'check', 'release'] as const;

const OPTIONS = {
  released: { type: 'boolean' },
  dir: { type: 'string' },
  help: { type: 'boolean' },
} as const;

export function commandLine(argv: readonly string[]): Request {
  const parsed = parse(argv);
  if ('reason' in parsed) return { command: 'usage', reason: parsed.reason };
  const { values, positionals } = parsed;
  if (values.help === true) return { command: 'help' };
  const command = COMMANDS.find((each) => each === positionals[0]);
  const { dir, released: allReleased = false } = values;
  if (command === undefined || positionals.length !== 1) {
    const given = positionals.length === 0 ? 'no command' : `'${positionals.join(' ')}'`;
    return { command: 'usage', reason: `${given}; allowed: one of ${COMMANDS.join(', ')}` };
  }
  if (command === 'check') return { command, dir, allReleased };
  if (allReleased) return { command: 'usage', reason: `--released with ${command}; allowed with: check` };
  return { command, dir };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: true });
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('. To ');
    const allowed = Object.keys(OPTIONS).map((name) => `--${name}`);
    return { reason: `${reason}; allowed: ${allowed.join(', ')}` };
  }
}
