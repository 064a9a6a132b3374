/** The command line of the platform, shared by everything that starts one. */
import { parseArgs } from 'node:util';
import type { PlatformOptions } from './platform.ts';
import { StartError } from './start-error.ts';

export const PLATFORM_USAGE = `  --fresh           begin with empty topics and buckets (downloads are kept)
  --single          one broker instead of three, for a small machine
  --port N          first of the ports used, default 19090
  --data DIR        where everything is kept, default .local
  --stage NAME      synthesize this stage of cdk.json; default its own
  --assembly DIR    run this cloud assembly instead of synthesizing the project
  --ignore TYPE     accept a resource type, or TYPE.Property, that is not known here; may be repeated`;

const FLAGS = {
  fresh: { type: 'boolean' },
  single: { type: 'boolean' },
  port: { type: 'string' },
  data: { type: 'string' },
  stage: { type: 'string' },
  assembly: { type: 'string' },
  ignore: { type: 'string', multiple: true },
  help: { type: 'boolean' },
} as const;

export interface Flags {
  readonly help: boolean;
  readonly platform: Omit<PlatformOptions, 'onLine'>;
  /** Which of the caller's own switches were given. */
  readonly switches: ReadonlySet<string>;
}

/** `switches`: flags without a value that the caller knows beside these. Anything else is refused by name. */
export function platformFlags(argv: readonly string[], switches: readonly string[] = []): Flags {
  const own = Object.fromEntries(switches.map((name) => [name, { type: 'boolean' } as const]));
  const { values } = parsed(argv, { ...FLAGS, ...own });
  const port = values.port === undefined ? undefined : Number(values.port);
  return {
    help: values.help === true,
    platform: {
      fresh: values.fresh === true,
      single: values.single === true,
      ignore: (values.ignore as string[] | undefined) ?? [],
      ...(port !== undefined && { portBase: port }),
      ...(values.data !== undefined && { dataDir: String(values.data) }),
      ...(values.stage !== undefined && { stage: String(values.stage) }),
      ...(values.assembly !== undefined && { assemblyDir: String(values.assembly) }),
    },
    switches: new Set(switches.filter((name) => values[name] === true)),
  };
}

function parsed(
  argv: readonly string[],
  options: Record<string, { type: 'boolean' | 'string'; multiple?: boolean }>,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }) as {
      values: Record<string, string | boolean | string[] | undefined>;
    };
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new StartError(`${(error as Error).message.split('. To ')[0]}; known: ${known.join(' ')}`);
  }
}
