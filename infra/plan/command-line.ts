/** What was asked for on the command line. Whatever is not known is refused by name, and what is allowed is told. */
import { parseArgs } from 'node:util';

export const USAGE = `npm run plan -- [flags]: what a stage consists of and costs, from its declarations alone
  --stage NAME      one of the stages in cdk.json; default: its "stage"
  --rate N          records a second on each source topic: what they need, what they cost, what gives way first
  --bytes N         size of a record before compression, with --rate; default 1024
  --topic NAME      load this topic alone, with --rate
  --rule-ms N       how long the rule takes for a record, with --rate; default 5
  --compression N   bytes before to bytes after compression, with --rate; default 1, as if nothing were compressed
  --prices          the prices, where each is from and how certain it is
  --json            for machines
  --help            this`;

export interface LoadRequest {
  readonly rate: number;
  readonly bytes: number;
  readonly topic: string | undefined;
  readonly ruleMs: number;
  readonly compression: number;
}

export type Request =
  | {
      readonly kind: 'plan';
      readonly stage: string | undefined;
      readonly load: LoadRequest | undefined;
      readonly json: boolean;
      readonly prices: boolean;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'usage'; readonly reason: string };

const OPTIONS = {
  stage: { type: 'string' },
  rate: { type: 'string' },
  bytes: { type: 'string' },
  topic: { type: 'string' },
  'rule-ms': { type: 'string' },
  compression: { type: 'string' },
  prices: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const OF_LOAD = ['bytes', 'topic', 'rule-ms', 'compression'] as const;

/** Lambda's payload holds no larger record; see `shared/declare/topic.ts`. */
const RANGES = {
  rate: { min: 0.001, max: 100_000_000, otherwise: undefined, whole: false },
  bytes: { min: 1, max: 3_145_728, otherwise: 1_024, whole: true },
  'rule-ms': { min: 0.001, max: 780_000, otherwise: 5, whole: false },
  compression: { min: 1, max: 1_000, otherwise: 1, whole: false },
} as const;

class Refused extends Error {
  readonly code = 'usage';
}

export function commandLine(argv: readonly string[]): Request {
  try {
    return read(argv);
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === 'usage') return { kind: 'usage', reason: message };
    if (code?.startsWith('ERR_PARSE_ARGS_') !== true) throw error;
    const allowed = Object.keys(OPTIONS).map((name) => `--${name}`);
    return { kind: 'usage', reason: `${message.split('. To ')[0]}; allowed: ${allowed.join(', ')}` };
  }
}

function read(argv: readonly string[]): Request {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false });
  if (values.help === true) return { kind: 'help' };
  return {
    kind: 'plan',
    stage: values.stage,
    load: loadOf(values),
    json: values.json === true,
    prices: values.prices === true,
  };
}

type Values = Readonly<Partial<Record<keyof typeof RANGES | 'topic', string>>>;

function loadOf(values: Values): LoadRequest | undefined {
  if (values.rate === undefined) {
    const alone = OF_LOAD.find((name) => values[name] !== undefined);
    if (alone !== undefined) throw new Refused(`--${alone} without --rate; allowed: with --rate`);
    return undefined;
  }
  return {
    rate: number('rate', values),
    bytes: number('bytes', values),
    topic: values.topic,
    ruleMs: number('rule-ms', values),
    compression: number('compression', values),
  };
}

function number(name: keyof typeof RANGES, values: Values): number {
  const { min, max, otherwise, whole } = RANGES[name];
  const given = values[name];
  if (given === undefined && otherwise !== undefined) return otherwise;
  const value = given !== undefined && /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new Refused(
    `--${name} is '${given}'; allowed: a ${whole ? 'whole ' : ''}number from ${min} to ${max}`,
  );
}
