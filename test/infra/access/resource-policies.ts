/** The policies of what is no role: of keys, buckets, topics of SNS, endpoints, whatever holds one. */
import type { TemplateReader } from '../template-reader.ts';
import { listOf, type Statement } from './policy-evaluator.ts';

export interface ResourceStatement {
  readonly id: string;
  readonly type: string;
  readonly statement: Statement;
  readonly principals: readonly string[];
}

type Given = Statement & {
  readonly Principal: string | Readonly<Record<string, string | readonly string[]>>;
};

export const resourceStatements = (stack: TemplateReader): readonly ResourceStatement[] =>
  stack.resources
    .filter(({ type }) => type !== 'AWS::IAM::Role')
    .flatMap(({ id, type, properties }) =>
      statementsIn(properties).map((statement) => ({
        id,
        type,
        statement,
        principals: principalsOf(statement),
      })),
    );

/** Wherever in a resource they are. */
function statementsIn(value: unknown): readonly Given[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(statementsIn);
  return 'Effect' in value ? [value as Given, ...inside] : inside;
}

const principalsOf = ({ Principal }: Given): readonly string[] =>
  typeof Principal === 'string' ? [Principal] : Object.values(Principal).flatMap(listOf);
