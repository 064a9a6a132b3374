/** What was asked for on the command line. */
import { parseArgs } from 'node:util';

export const USAGE = `node infra/record/main.ts <command> [flags]
  write          add what is new to the record of every stage; a finding is settled by hand   (npm run record)
  check          list findings and what is not recorded; writes nothing                       (npm run record:check)
  --stage STAGE  of this stage alone`;

export interface Request {
  readonly command: 'write' | 'check';
  readonly stages: readonly string[];
}

const COMMANDS = ['write', 'check'] as const;

/** Or the reason why it is not understood. */
export function commandLine(argv: readonly string[], stages: readonly string[]): Request | string {
  const parsed = parse(argv);
  if (typeof parsed === 'string') return parsed;
  const [given, ...others] = parsed.positionals;
  const command = COMMANDS.find((each) => each === given);
  if (command === undefined || others.length > 0) {
    return `'${parsed.positionals.join(' ')}'; allowed: one of ${COMMANDS.join(', ')}`;
  }
  const { stage } = parsed.values;
  if (stage === undefined) return { command, stages };
  return stages.includes(stage)
    ? { command, stages: [stage] }
    : `--stage '${stage}'; allowed: ${stages.join(', ')}`;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { stage: { type: 'string' } },
      strict: true,
      allowPositionals: true,
    });
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('. To ');
    return `${reason}; allowed: --stage`;
  }
}
