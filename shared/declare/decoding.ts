/** Who decodes the values of a subscription, which of them it gets at all, and what becomes of versions it does not know. */
import type { Checker } from './check.ts';
import type { Mode, Order, SubscriptionOptions } from './subscription.ts';

export type NewVersions = 'wait' | 'look-up';
export type LambdaDecodes = 'json' | 'source';
/** A pattern over decoded values: fields to lists of what they may be. */
export type FilterPattern = { readonly value: object };

export interface Decoding {
  readonly newVersions: NewVersions;
  readonly lambdaDecodes: LambdaDecodes | undefined;
  readonly filters: readonly FilterPattern[];
}

/** More need a quota of their own. */
const MOST_FILTERS = 5;

export function checkDecoding<V>(
  check: Checker,
  { topic, newVersions = 'wait', lambdaDecodes, filters = [] }: SubscriptionOptions<V>,
  { order, mode }: { readonly order: Order; readonly mode: Mode },
): Decoding {
  const contract = topic.value.kind === 'contract' && topic.framing !== 'confluent';
  check.oneOf('newVersions', newVersions, ['wait', 'look-up']);
  if (newVersions === 'look-up' && !contract) {
    check.refuse('newVersions', newVersions, "'wait' for a topic without schemas in Glue's registry");
  }
  if (lambdaDecodes !== undefined) {
    check.oneOf('lambdaDecodes', lambdaDecodes, ['json', 'source']);
    const not = (why: string) => check.refuse('lambdaDecodes', lambdaDecodes, `absent: ${why}`);
    if (!contract) not(`topic '${topic.name}' has no schema in Glue's registry`);
    if (mode === 'on-demand') not('Lambda decodes in provisioned mode alone');
    if (topic.claimCheck) not('a claim check is no value of the schema');
    if (order === 'partition')
      not("order 'partition' has no failure destination, and Lambda would drop what is invalid");
  }
  checkFilters(check, filters, contract && lambdaDecodes === undefined);
  if (filters.length > 0 && topic.claimCheck) {
    check.refuse(
      'filters',
      filters.length,
      'none with claimCheck: true (a pattern would be held against the pointer)',
    );
  }
  return { newVersions, lambdaDecodes, filters };
}

function checkFilters(check: Checker, given: readonly FilterPattern[], encoded: boolean): void {
  if (!Array.isArray(given) || given.length > MOST_FILTERS) {
    check.refuse('filters', given, `a list of at most ${MOST_FILTERS} patterns`);
  }
  if (given.length > 0 && encoded) {
    check.refuse(
      'filters',
      given.length,
      'none unless lambdaDecodes is set: patterns cannot see into encoded values',
    );
  }
  for (const each of given) {
    check.keys(each, ['value'], 'a pattern of filters');
    if (typeof each.value !== 'object' || each.value === null || Object.keys(each.value).length === 0) {
      check.refuse(
        'value of a pattern of filters',
        each.value,
        "fields to lists of what they may be: { status: ['PAID'] }",
      );
    }
  }
}
