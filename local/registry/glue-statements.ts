/** Calls of Glue are not checked against who makes them: what the roles say of the registry is not enforced. */
import type { IamStatement } from '../kafka/iam-grants.ts';

interface Role {
  readonly statements: readonly Pick<IamStatement, 'actions'>[];
}

/** Undefined: no role says anything of Glue. */
export function glueStatements(roles: readonly Role[]): string | undefined {
  const speaking = roles.filter(({ statements }) =>
    statements.some(({ actions }) => actions.some((each) => /^(glue:|\*)/i.test(each))),
  );
  if (speaking.length === 0) return undefined;
  return `not enforced here: glue: statements of ${speaking.length} roles; the local registry answers every function`;
}
