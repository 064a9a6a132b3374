/**
 * The answer to Lambda. Provisioned mappings understand partial answers: per partition the first unsettled record and
 * every later one, under the records map's own key, offset as a number. On-demand mappings ignore the answer, so there
 * anything unsettled must fail the invocation.
 */
import type { Mode } from '../declare/subscription.ts';
import { identity } from './origin.ts';
import type { Turn } from './turn.ts';

export interface BatchResponse {
  readonly batchItemFailures: readonly {
    readonly itemIdentifier: { readonly partition: string; readonly offset: number };
  }[];
}

export class HandedBackError extends Error {
  override readonly name = 'HandedBackError';
  readonly code = 'handed-back';
  readonly retriable = true;
}

/** `handedBack`: the unsettled tail of each partition. */
export function answer(handedBack: readonly (readonly Turn[])[], mode: Mode): BatchResponse {
  const turns = handedBack.flat();
  const first = turns[0];
  if (mode === 'on-demand' && first !== undefined) {
    throw new HandedBackError(
      `${turns.length} records could not be settled, the first is ${identity(first.record)}; the batch is handed back`,
    );
  }
  return {
    batchItemFailures: turns.map(({ batch, record }) => ({
      itemIdentifier: { partition: batch.id, offset: record.offset },
    })),
  };
}
