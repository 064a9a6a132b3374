/** The command: 0 when it printed what was asked, 2 when that made no sense. Asks AWS nothing and synthesizes nothing. */
import type { Declared } from '../declared.ts';
import { type Context, stageOf } from '../stage/stage.ts';
import type { CountAlarms } from './alarms.ts';
import { commandLine, USAGE } from './command-line.ts';
import { loadOf } from './load-of.ts';
import { plan } from './plan.ts';
import { renderPlan } from './render-plan.ts';
import { renderPrices } from './render-prices.ts';

export interface RunPorts {
  /** Of cdk.json. */
  readonly context: Context;
  readonly declared: Declared;
  readonly countAlarms: CountAlarms;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

export function run(
  argv: readonly string[],
  { context, declared, countAlarms, say, complain }: RunPorts,
): 0 | 2 {
  const request = commandLine(argv);
  if (request.kind === 'help') {
    say(USAGE);
    return 0;
  }
  if (request.kind === 'usage') {
    complain(`${request.reason}\n\n${USAGE}`);
    return 2;
  }
  try {
    if (request.prices) {
      say(renderPrices({ json: request.json }));
      return 0;
    }
    const stage = stageOf({ ...context, ...(request.stage !== undefined && { stage: request.stage }) });
    const planned = plan({
      declared,
      stage,
      countAlarms,
      load: request.load && loadOf(request.load, declared),
    });
    say(request.json ? JSON.stringify(planned, undefined, 2) : renderPlan(planned));
    return 0;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code !== 'declaration') throw error;
    complain(message);
    return 2;
  }
}
