/**
 * Where a role's policies and the matrix say different things: every action on everything in the account, called by the
 * function's own code and by Lambda in its role, is allowed exactly where the matrix has it. Each difference is a line.
 */
import type { Grant } from '../../../infra/access/grant.ts';
import { ACTIONS } from './actions-by-kind.ts';
import { policyEvaluator, type Request, type Statement } from './policy-evaluator.ts';
import { means, type Thing } from './universe.ts';

export interface Expectation {
  readonly request: Request;
  readonly allowed: boolean;
  readonly text: string;
}

/** Lambda tells its code's calls from its own, whose context has no function. */
const CALLERS = {
  code: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:eu-west-1:111122223333:function:some' },
  Lambda: {},
} as const;

/** What is needed comes first: most faults show there. */
export function expectations(grants: readonly Grant[], things: readonly Thing[]): readonly Expectation[] {
  const all = things.flatMap((thing) =>
    ACTIONS[thing.kind].flatMap((action) => {
      const held = grants.filter(
        ({ actions, on }) => actions.includes(action) && on.some((each) => means(each, thing)),
      );
      return Object.entries(CALLERS).map(([caller, context]) => ({
        request: { action, resource: thing.arn, context },
        allowed: held.some(({ purpose }) => caller === 'Lambda' || purpose !== 'network'),
        text: `${action} on ${thing.arn} by ${caller}`,
      }));
    }),
  );
  return [...all.filter(({ allowed }) => allowed), ...all.filter(({ allowed }) => !allowed)];
}

export const contradictions = (
  statements: readonly Statement[],
  expected: readonly Expectation[],
): string[] => differences(statements, expected).toArray();

export const contradicts = (statements: readonly Statement[], expected: readonly Expectation[]): boolean =>
  differences(statements, expected).some(() => true);

function* differences(
  statements: readonly Statement[],
  expected: readonly Expectation[],
): Generator<string, undefined> {
  const decide = policyEvaluator(statements);
  for (const { request, allowed, text } of expected) {
    if ((decide(request) === 'allowed') !== allowed) yield `${allowed ? 'needed' : 'not due'}: ${text}`;
  }
}
