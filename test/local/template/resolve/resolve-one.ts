/** One stack, resolved without an assembly around it; an expression as the value of an SSM parameter in it. */
import { ignoreList } from '../../../../local/template/catalogue/ignore-list.ts';
import { get, type Json, type JsonObject } from '../../../../local/template/json.ts';
import { type Resource, resolveStack } from '../../../../local/template/resolve/resolve-stack.ts';
import { stackTemplate } from '../../../../local/template/stack-template.ts';

export const ENVIRONMENT = { stack: 'one', account: '000000000000', region: 'us-east-1' };

export const published = () => ({ ssm: new Map<string, string>(), exports: new Map<string, Json>() });

export function resolveOne(template: JsonObject, known = published()): readonly Resource[] {
  const stack = stackTemplate({ name: 'one', account: undefined, region: undefined, template });
  return resolveStack(stack, ENVIRONMENT, {
    bootstrapBrokers: 'b:1',
    ignore: ignoreList([]),
    published: known,
  });
}

/** `template`: what stands beside the expression. */
export function evaluated(
  expression: Json,
  template: JsonObject = {},
  known = published(),
): Json | undefined {
  const it = { Type: 'AWS::KMS::Key', Properties: { It: expression } };
  const resources = { ...(template.Resources as JsonObject), It: it };
  const found = resolveOne({ ...template, Resources: resources }, known).find(
    ({ logicalId }) => logicalId === 'It',
  );
  return get(found?.properties, 'It');
}
