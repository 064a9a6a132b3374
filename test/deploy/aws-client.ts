/**
 * Calls to any service of AWS, by the client that the emulator brings along: it knows every service, so reading back a
 * new kind of resource takes no new dependency.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Watchdog } from '../../local/process/watchdog.ts';
import { accountEnv } from './account.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers have as many shapes as AWS has operations
export type Answer = any;

export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;

  constructor({ Code, Message }: { readonly Code: string; readonly Message: string }) {
    super(`${Code}: ${Message}`);
    this.code = Code;
  }
}

export interface AwsClient {
  /** As in `call('lambda', 'get_function', { FunctionName })`. Rejects with an AwsError that has AWS' code. */
  call(service: string, operation: string, parameters?: object): Promise<Answer>;
  stop(): void;
}

interface Call {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export interface AwsClientOptions {
  readonly python: string;
  readonly endpoint: string;
  readonly watchdog: Watchdog;
}

export function awsClient({ python, endpoint, watchdog }: AwsClientOptions): AwsClient {
  const child = spawn(python, [path.join(import.meta.dirname, 'aws-client.py')], {
    detached: true,
    env: accountEnv(endpoint),
  });
  watchdog.track(child);
  const waiting: Call[] = [];
  const complaint = text(child.stderr);
  const ended = async (): Promise<void> => {
    const why = await complaint;
    for (const { reject } of waiting.splice(0)) reject(new Error(`the client of AWS ended: ${why}`));
  };
  child.once('exit', ended);
  child.once('error', ended);
  child.stdin.on('error', () => {});
  // One after another, as they were asked.
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { answer, error } = JSON.parse(line);
    const call = waiting.shift();
    if (error !== undefined) call?.reject(new AwsError(error));
    else call?.resolve(answer);
  });
  return {
    call(service, operation, parameters = {}) {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify({ service, operation, parameters })}\n`);
      });
    },
    stop() {
      child.stdin.end();
    },
  };
}
