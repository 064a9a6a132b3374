/**
 * A Lambda function on this machine. Each concurrent invocation has an environment to itself; idle ones are taken
 * again, the one used last first, so that the others grow old and are ended.
 *
 * Unlike AWS a throttled invocation waits: there is nobody between us and the caller who would try again. Only a
 * function that is switched off (reserved concurrency 0) answers TooManyRequestsException.
 */
import { randomUUID } from 'node:crypto';
import { Environment } from './environment.ts';
import { checkDefinition, type FunctionDefinition, type FunctionOptions } from './function-definition.ts';
import { FunctionLog } from './function-log.ts';
import { type InvocationPorts, runInvocation } from './invocation.ts';
import { failed, type InvokeResult } from './invoke-result.ts';
import { MAX_INVOKE_BYTES } from './runtime-api.ts';
import { Slots } from './slots.ts';

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  /** Never rejects for what the function does. */
  invoke(payload: Buffer | string): Promise<InvokeResult>;
  /** The workers alive, for a console and for whoever wants to kill one. */
  workers(): readonly { readonly pid: number; readonly busy: boolean }[];
  /** Ends all workers, and with them what they are at. */
  shutdown(): Promise<void>;
}

interface Idle {
  readonly environment: Environment;
  readonly timer: NodeJS.Timeout;
}

const IDLE_MS = 5 * 60_000;
const INIT_MS = 10_000;
const MAX_WORKERS = 10;

export function createFunction(definition: FunctionDefinition, options: FunctionOptions): LambdaFunction {
  checkDefinition(definition, options);
  const arn = `arn:aws:lambda:${options.region}:${options.accountId}:function:${definition.name}`;
  const cap = Math.min(options.maxWorkers ?? MAX_WORKERS, definition.reservedConcurrency ?? 1000);
  const slots = new Slots(cap);
  const log = new FunctionLog(options);
  const live = new Set<Environment>();
  const running = new Set<Promise<InvokeResult>>();
  let idle: Idle[] = [];
  let closed = false;

  const ports: InvocationPorts = {
    definition,
    functionArn: arn,
    initMs: options.initMs ?? INIT_MS,
    line: (text) => log.line(text),
    open() {
      const environment = new Environment(definition, options, {
        line: (text) => log.line(text),
        gone(it) {
          live.delete(it);
          for (const each of idle) if (each.environment === it) clearTimeout(each.timer);
          idle = idle.filter((each) => each.environment !== it);
        },
      });
      live.add(environment);
      if (closed) void environment.end();
      return environment;
    },
  };

  const takeIdle = (): Environment | undefined => {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      clearTimeout(last.timer);
      if (last.environment.alive) return last.environment;
    }
    return undefined;
  };

  const putIdle = (environment: Environment): void => {
    if (!environment.alive) return void environment.end();
    const timer = setTimeout(() => {
      idle = idle.filter((each) => each.environment !== environment);
      void environment.end();
    }, options.idleMs ?? IDLE_MS);
    timer.unref();
    idle.push({ environment, timer });
  };

  const run = async (requestId: string, payload: Buffer): Promise<InvokeResult> => {
    await slots.take();
    try {
      if (closed) return stopped(requestId);
      const { result, environment } = await runInvocation(ports, { requestId, payload }, takeIdle());
      putIdle(environment);
      return result;
    } finally {
      slots.give();
    }
  };

  const stopped = (requestId: string): InvokeResult =>
    failed(requestId, 'ServiceException', `function ${definition.name} is shut down`);

  return {
    name: definition.name,
    arn,
    async invoke(given) {
      const requestId = randomUUID();
      const payload = typeof given === 'string' ? Buffer.from(given) : given;
      if (payload.length > MAX_INVOKE_BYTES) {
        const why = `${payload.length} byte payload is too large for the RequestResponse invocation type (limit ${MAX_INVOKE_BYTES} bytes)`;
        return failed(requestId, 'RequestEntityTooLarge', why);
      }
      if (cap === 0) return failed(requestId, 'TooManyRequestsException', 'Rate Exceeded.');
      const invocation = run(requestId, payload);
      running.add(invocation);
      try {
        return await invocation;
      } finally {
        running.delete(invocation);
      }
    },
    workers() {
      const resting = new Set(idle.map((each) => each.environment));
      return [...live].flatMap((each) =>
        each.pid === undefined ? [] : [{ pid: each.pid, busy: !resting.has(each) }],
      );
    },
    async shutdown() {
      closed = true;
      for (const each of idle) clearTimeout(each.timer);
      idle = [];
      await Promise.all([...live].map((each) => each.end()));
      // invocations under way end now, those that wait are sent away; their last lines still belong into the log
      await Promise.allSettled(running);
      await log.close();
    },
  };
}
