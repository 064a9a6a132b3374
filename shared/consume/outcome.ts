/** What a thrown thing makes of its turn. */
import type { Subscription } from '../declare/subscription.ts';
import { classify } from './classify.ts';
import { EventError } from './event-error.ts';
import { logKeys } from './rule-context.ts';
import type { Runtime } from './runtime.ts';
import type { Outcome, Turn } from './turn.ts';

/** An event that is not what Lambda promises settles nothing: parked or dead-lettered, the record would be another one. */
export function outcomeOf(
  error: unknown,
  turn: Turn,
  {
    subscription,
    runtime,
  }: { readonly subscription: Pick<Subscription, 'errors'>; readonly runtime: Runtime },
): Outcome {
  if (!(error instanceof EventError)) return classify(error, subscription.errors);
  runtime.logger.error('a record is not as Lambda delivers records', {
    ...logKeys(turn.batch, turn.record),
    reason: error.message,
  });
  return undefined;
}
