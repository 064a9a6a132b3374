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

class HandedBackError extends Error {
  override readonly name = 'HandedBackError';
  readonly code = 'handed-back';
  readonly retriable = true;
}

/** `settled`: of each partition, how many records from its head are settled. */
export function answer(
  partitions: readonly (readonly Turn[])[],
  settled: readonly number[],
  mode: Mode,
): BatchResponse {
  const turns = partitions.flatMap((each, index) => each.slice(settled[index] ?? 0));
  const [first] = turns;
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
