/**
 * Payload format 2.0 of the HTTP API. Header names come in lower case, repeated ones joined by commas. Whatever a header
 * says goes on only if it is printable ASCII of a sane length: it ends in record headers and log lines.
 */
import { randomUUID } from 'node:crypto';
import type { Trace } from '../../shared/produce/producer.ts';
import { isTraceparent } from '../../shared/produce/traceparent.ts';
import type { OrderAnswer, OrderRequest } from './place-order.ts';

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type HttpRequest = OrderRequest & { readonly trace: Trace & { readonly correlationId: string } };

interface HttpEvent {
  readonly headers?: Readonly<Record<string, unknown>> | null;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
  readonly requestContext?: { readonly requestId?: unknown } | null;
}

const PRINTABLE = /^[\x20-\x7e]{1,256}$/;

export function httpRequest(given: unknown): HttpRequest {
  const event = (given ?? {}) as HttpEvent;
  const header = (name: string): string | undefined => {
    const value = event.headers?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const traceparent = header('traceparent') ?? '';
  const correlationId = [header('correlation-id'), event.requestContext?.requestId].find(
    (each) => typeof each === 'string' && PRINTABLE.test(each),
  ) as string | undefined;
  return {
    contentType: header('content-type'),
    idempotencyKey: header('idempotency-key'),
    body: bodyOf(event),
    trace: {
      correlationId: correlationId ?? randomUUID(),
      ...(isTraceparent(traceparent) && { traceparent }),
    },
  };
}

export function httpResponse({ trace }: HttpRequest, answer: OrderAnswer): HttpResponse {
  return {
    statusCode: answer.status,
    headers: {
      'content-type': 'application/json',
      'correlation-id': trace.correlationId,
      ...(answer.retryAfter !== undefined && { 'retry-after': String(answer.retryAfter) }),
    },
    body: JSON.stringify(answer.body),
  };
}

function bodyOf({ body, isBase64Encoded }: HttpEvent): Buffer {
  if (typeof body !== 'string') return Buffer.alloc(0);
  return Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
}
