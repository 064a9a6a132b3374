/**
 * One invocation from cold or warm start to its REPORT line. A failed init phase is logged and begun anew within
 * the invocation, against the function's own time limit, as Lambda does; failing again ends the invocation.
 */
import { randomBytes } from 'node:crypto';
import type { Environment, InitFailure, Outcome } from './environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { InvokeResult } from './invoke-result.ts';
import { resultOf } from './outcome-result.ts';
import { endLine, initReportLine, initStartLine, reportLine, startLine } from './report-line.ts';

export interface InvocationPorts {
  readonly definition: FunctionDefinition;
  readonly functionArn: string;
  readonly initMs: number;
  /** A new environment, init phase not begun. */
  open(): Environment;
  line(text: string): void;
}

export interface Invocation {
  readonly result: InvokeResult;
  /** For the next invocation, if it is alive. */
  readonly environment: Environment;
}

export async function runInvocation(
  ports: InvocationPorts,
  request: { readonly requestId: string; readonly payload: Buffer },
  warm: Environment | undefined,
): Promise<Invocation> {
  const { definition, line } = ports;
  const { requestId } = request;
  const cold = warm ? undefined : await coldStart(ports);
  const environment = warm ?? cold?.environment ?? ports.open();
  line(startLine(requestId));
  const started = performance.now();
  const left = (): number => Math.max(1, definition.timeoutMs - (performance.now() - started));
  let outcome: Outcome | undefined;
  if (cold?.failed) {
    const failure = await environment.init(left());
    line(initReport(performance.now() - started, 'invoke', failure));
    outcome = failure;
  }
  if (outcome === undefined) {
    const limit = left();
    outcome = await environment.invoke(
      {
        requestId,
        payload: request.payload,
        deadline: Date.now() + Math.round(limit),
        functionArn: ports.functionArn,
        traceId: traceId(),
      },
      limit,
    );
  }
  const durationMs = performance.now() - started;
  const result = resultOf(requestId, outcome, definition.timeoutMs);
  if (result.status === 'error' && outcome.kind !== 'error') line(result.errorMessage);
  line(endLine(requestId));
  line(
    reportLine({
      requestId,
      durationMs,
      memoryMb: definition.memoryMb,
      maxMemoryUsedMb: environment.maxMemoryUsedMb,
      ...(cold?.initMs !== undefined && { initMs: cold.initMs }),
      ...(outcome.kind === 'timeout' && { status: 'timeout' }),
      ...(result.status === 'error' &&
        outcome.kind !== 'timeout' && { status: 'error', errorType: result.errorType }),
    }),
  );
  return { result, environment };
}

interface ColdStart {
  readonly environment: Environment;
  /** The environment is a new one whose init phase is to be run by the invocation. */
  readonly failed: boolean;
  readonly initMs?: number;
}

async function coldStart(ports: InvocationPorts): Promise<ColdStart> {
  const started = performance.now();
  ports.line(initStartLine(process.versions.node));
  const environment = ports.open();
  const failure = await environment.init(ports.initMs);
  const initMs = performance.now() - started;
  if (failure === undefined) return { environment, failed: false, initMs };
  ports.line(initReport(initMs, 'init', failure));
  return { environment: ports.open(), failed: true };
}

function initReport(ms: number, phase: 'init' | 'invoke', failure: InitFailure | undefined): string {
  if (failure === undefined) return initReportLine(ms, phase, 'success');
  if (failure.kind === 'timeout') return initReportLine(ms, phase, 'timeout');
  return initReportLine(
    ms,
    phase,
    'error',
    failure.kind === 'error' ? failure.errorType : 'Runtime.ExitError',
  );
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

function traceId(): string {
  const second = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${second}-${hex(12)};Parent=${hex(8)};Sampled=0`;
}
