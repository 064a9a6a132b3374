/** A policy with one thing taken out of it, each in turn: a statement, an action or a resource of one, a condition. */
import { listOf, type Statement } from './policy-evaluator.ts';

export interface Mutation {
  readonly without: string;
  /** Of the statement that it was taken out of: nothing else is decided otherwise now. */
  readonly actions: readonly string[];
  readonly statements: readonly Statement[];
}

export function withOneLess(statements: readonly Statement[]): readonly Mutation[] {
  return statements.flatMap((statement, index) => {
    const instead = (...replacement: readonly Statement[]) => statements.toSpliced(index, 1, ...replacement);
    const actions = listOf(statement.Action);
    const resources = listOf(statement.Resource);
    const { Condition, ...unconditional } = statement;
    const mutations = [
      { without: `statement ${JSON.stringify(statement)}`, statements: instead() },
      ...actions.map((action) => ({
        without: `${statement.Effect} ${action} on ${resources}`,
        statements: instead({ ...statement, Action: actions.filter((each) => each !== action) }),
      })),
      ...resources.map((resource) => ({
        without: `${statement.Effect} ${actions} on ${resource}`,
        statements: instead({ ...statement, Resource: resources.filter((each) => each !== resource) }),
      })),
      ...(Condition === undefined
        ? []
        : [{ without: `condition ${JSON.stringify(Condition)}`, statements: instead(unconditional) }]),
    ];
    return mutations.map((each) => ({ ...each, actions }));
  });
}
