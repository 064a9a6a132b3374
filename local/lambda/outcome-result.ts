/** What an outcome is to the caller of the function. */
import type { Outcome } from './environment.ts';
import { exitReason } from './exit-reason.ts';
import { failed, type InvokeResult } from './invoke-result.ts';
import { MAX_INVOKE_BYTES } from './runtime-api.ts';

export function resultOf(requestId: string, outcome: Outcome, timeoutMs: number): InvokeResult {
  switch (outcome.kind) {
    case 'response':
      return { requestId, status: 'success', payload: outcome.payload };
    case 'error': {
      const { errorType, errorMessage } = errorDocument(outcome.payload);
      return failed(requestId, errorType ?? outcome.errorType, errorMessage ?? '', outcome.payload);
    }
    case 'too-large':
      return failed(
        requestId,
        'Function.ResponseSizeTooLarge',
        `Response payload size (${outcome.bytes} bytes) exceeded maximum allowed payload size (${MAX_INVOKE_BYTES} bytes).`,
      );
    case 'timeout':
      return failed(requestId, 'Sandbox.Timedout', timeoutLine(requestId, timeoutMs));
    case 'memory':
      return failed(
        requestId,
        'Runtime.OutOfMemory',
        `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
      );
    case 'exit':
      return failed(
        requestId,
        'Runtime.ExitError',
        `RequestId: ${requestId} Error: ${exitReason(outcome.exit)}`,
      );
  }
}

const timeoutLine = (requestId: string, timeoutMs: number): string =>
  `${new Date().toISOString()} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;

function errorDocument(payload: Buffer): { errorType?: string; errorMessage?: string } {
  try {
    const document: unknown = JSON.parse(payload.toString());
    if (typeof document !== 'object' || document === null) return {};
    const { errorType, errorMessage } = document as Record<string, unknown>;
    return {
      ...(typeof errorType === 'string' && { errorType }),
      ...(typeof errorMessage === 'string' && { errorMessage }),
    };
  } catch {
    // a function may speak to the Runtime API itself and post what it likes: the header names the error then
    return {};
  }
}
