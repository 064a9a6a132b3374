/** The store knows one key, and whoever has it may do everything: what the roles say of buckets is not enforced. */
import type { IamStatement } from '../kafka/iam-grants.ts';

interface Role {
  readonly statements: readonly Pick<IamStatement, 'actions'>[];
}

/** Undefined: no role says anything of buckets. */
export function s3Statements(roles: readonly Role[]): string | undefined {
  const speaking = roles.filter(({ statements }) =>
    statements.some(({ actions }) => actions.some((each) => /^(s3:|\*)/i.test(each))),
  );
  if (speaking.length === 0) return undefined;
  return `not enforced here: s3: statements of ${speaking.length} roles; the local store gives every function every bucket`;
}
