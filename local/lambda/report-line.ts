/** The platform's own log lines about an invocation, as CloudWatch shows them. */

export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMb: number;
  readonly maxMemoryUsedMb: number;
  /** Of a cold start that succeeded before the invocation. */
  readonly initMs?: number;
  readonly status?: 'timeout' | 'error';
  readonly errorType?: string;
}

export const initStartLine = (version: string): string => `INIT_START Runtime Version: nodejs:${version}`;

export const initReportLine = (ms: number, phase: 'init' | 'invoke', status: string, type?: string): string =>
  `INIT_REPORT Init Duration: ${ms.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}` +
  (type === undefined ? '' : `\tError Type: ${type}`);

export const startLine = (requestId: string): string => `START RequestId: ${requestId} Version: $LATEST`;

export const endLine = (requestId: string): string => `END RequestId: ${requestId}`;

export function reportLine(report: Report): string {
  // the init phase is billed as well
  const billed = Math.ceil(report.durationMs + (report.initMs ?? 0));
  const parts = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${report.memoryMb} MB`,
    `Max Memory Used: ${report.maxMemoryUsedMb} MB`,
  ];
  if (report.initMs !== undefined) parts.push(`Init Duration: ${report.initMs.toFixed(2)} ms`);
  if (report.status !== undefined) parts.push(`Status: ${report.status}`);
  if (report.errorType !== undefined) parts.push(`Error Type: ${report.errorType}`);
  return parts.join('\t');
}
