/** W3C trace context: version, trace id, span id and flags, in lower-case hexadecimal. */
import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

export const isTraceparent = (text: string): boolean => TRACEPARENT.test(text);

/** Of what is a traceparent. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);

/** The same trace and flags, a span of our own. What is no traceparent passes as it is. */
export function childOf(traceparent: string): string {
  const [, version, traceId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined) return traceparent;
  return `${version}-${traceId}-${randomBytes(8).toString('hex')}-${flags}`;
}
