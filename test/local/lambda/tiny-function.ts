/** Functions for tests: handler source in, a function with its log lines and metrics out; all ended after the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createFunction, type LambdaFunction } from '../../../local/lambda/create-function.ts';
import type { EmfMetric } from '../../../local/lambda/emf.ts';
import type { FunctionDefinition, FunctionOptions } from '../../../local/lambda/function-definition.ts';

export interface TinyFunction extends LambdaFunction {
  readonly dir: string;
  readonly lines: string[];
  readonly metrics: EmfMetric[];
  readonly tracked: number[];
  /** The parsed answer of an invocation that must succeed. */
  ask(event?: unknown): Promise<unknown>;
}

export const OPTIONS: FunctionOptions = {
  region: 'eu-west-3',
  accountId: '123456789012',
  credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', sessionToken: 'token' },
};

export const DEFINITION: FunctionDefinition = {
  name: 'tiny',
  runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
  handler: 'index.handler',
  codeDir: tmpdir(),
  memoryMb: 256,
  timeoutMs: 5000,
  environment: {},
};

export function tinyFunction(
  source: string,
  definition: Partial<FunctionDefinition> = {},
  options: Partial<FunctionOptions> = {},
): TinyFunction {
  const dir = mkdtempSync(path.join(tmpdir(), 'tiny-function-'));
  writeFileSync(path.join(dir, 'index.mjs'), source);
  const lines: string[] = [];
  const metrics: EmfMetric[] = [];
  const tracked: number[] = [];
  const made = createFunction(
    { ...DEFINITION, codeDir: dir, ...definition },
    {
      ...OPTIONS,
      onLog: (line) => lines.push(line),
      onMetric: (metric) => metrics.push(metric),
      track: (child) => tracked.push(child.pid ?? -1),
      ...options,
    },
  );
  onTestFinished(async () => {
    await made.shutdown();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    ...made,
    dir,
    lines,
    metrics,
    tracked,
    async ask(event = {}) {
      const result = await made.invoke(JSON.stringify(event));
      if (result.status === 'error') throw new Error(`${result.errorType}: ${result.errorMessage}`);
      return JSON.parse(result.payload.toString());
    },
  };
}
