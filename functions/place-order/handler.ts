import { Logger } from '@aws-lambda-powertools/logger';
import { processProducer } from '../../shared/produce/process-producer.ts';
import { orders } from '../../shared/topics.ts';
import { placeOrder as endpoint } from './endpoint.ts';
import { type HttpResponse, httpRequest, httpResponse } from './http.ts';
import { placeOrder } from './place-order.ts';

const logger = new Logger({ serviceName: endpoint.name });

/** Leaves 9 s of the function's 29 for the start of the process and the answer. */
const ACKNOWLEDGED_WITHIN_MS = 20_000;

export async function handler(event: unknown): Promise<HttpResponse> {
  const request = httpRequest(event);
  const answer = await placeOrder(request, (order) =>
    processProducer().publish(
      { topic: orders, value: order },
      {
        deadline: Date.now() + ACKNOWLEDGED_WITHIN_MS,
        signal: AbortSignal.timeout(ACKNOWLEDGED_WITHIN_MS),
        trace: request.trace,
      },
    ),
  );
  if (answer.status >= 500) {
    const { correlationId: correlation_id } = request.trace;
    logger.error('order not acknowledged', { correlation_id, status: answer.status, code: answer.code });
  }
  return httpResponse(request, answer);
}
