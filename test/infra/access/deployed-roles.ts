/**
 * The roles of all stacks with the statements of their inline policies, resources as ARNs. A role is called after the
 * function that has it or, where no function of ours does, by its logical id without the hash.
 */
import { clusterArn, type Resource, type TemplateReader } from '../template-reader.ts';
import { listOf, type Statement } from './policy-evaluator.ts';

export interface DeployedRole {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Of whoever takes the role. */
  readonly trust: readonly unknown[];
}

export const LOGS = 'arn:aws:logs:eu-west-1:111122223333:log-group:';

/** `existingCluster`: its ARN, where the cluster is none of the stacks'. */
export function deployedRoles(
  stacks: readonly TemplateReader[],
  existingCluster?: string,
): readonly DeployedRole[] {
  return stacks.flatMap((stack) =>
    stack.all('AWS::IAM::Role').map((role) => ({
      name: nameOf(role, stack),
      statements: inlineStatements(role).map((each) => ({
        ...each,
        Resource: listOf(each.Resource).map((text) =>
          text === existingCluster ? clusterArn : arnOf(text, stack),
        ),
      })),
      trust: role.properties.AssumeRolePolicyDocument.Statement,
    })),
  );
}

const inlineStatements = ({ properties }: Resource): readonly Statement[] =>
  (properties.Policies ?? []).flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: readonly Statement[] } }) => PolicyDocument.Statement,
  );

export function nameOf({ id }: Pick<Resource, 'id'>, stack: TemplateReader): string {
  const [user] = stack
    .all('AWS::Lambda::Function')
    .filter(({ properties }) => properties.Role === `${id}.Arn`);
  return user?.properties.FunctionName ?? id.replace(/[0-9A-F]{8}$/, '');
}

/** Resolves what the reader leaves as `<logical id>.Arn`. */
function arnOf(text: string, stack: TemplateReader): string {
  const [, id] = /^(\w+)\.Arn$/.exec(text) ?? [];
  const found = stack.resources.find((each) => each.id === id);
  switch (found?.type) {
    case undefined:
      return text;
    case 'AWS::Logs::LogGroup':
      return `${LOGS}${found.properties.LogGroupName ?? id}:*`;
    case 'AWS::MSK::Cluster':
      return clusterArn;
    default:
      throw new Error(`the ARN of ${id}, a ${found?.type}, is not known here`);
  }
}
