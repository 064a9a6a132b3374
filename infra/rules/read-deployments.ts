/**
 * The templates of an app as synthesized, so with every override: one deployment for each account and region of each of
 * its stages. Nested stacks are templates of their own, with what their parent gives them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type IPolicyValidationContext, NestedStack } from 'aws-cdk-lib';
import { Deployment } from './deployment.ts';
import type { Template } from './template.ts';
import { isObject, type Value } from './value.ts';

interface Place {
  readonly file: string;
  readonly constructPath: string;
  readonly parameters: Readonly<Record<string, Value>>;
}

export function readDeployments(context: IPolicyValidationContext): readonly Deployment[] {
  const nested = context.appConstruct.node.findAll().filter((each) => NestedStack.isNestedStack(each));
  const deployments = new Map<string, Deployment>();

  function read(deployment: Deployment, { file, constructPath, parameters }: Place): void {
    const raw = JSON.parse(readFileSync(file, 'utf8'));
    const template = deployment.add({ path: file, raw, parameters });
    for (const child of nested) {
      if (child.nestedStackParent?.node.path !== constructPath) continue;
      read(deployment, {
        file: path.join(path.dirname(file), child.templateFile),
        constructPath: child.node.path,
        parameters: givenTo(child, template),
      });
    }
  }

  for (const { templatePath, accountId, region, stackConstructPath } of context.stackTemplates) {
    const key = [path.dirname(templatePath), accountId, region].join('|');
    const deployment = deployments.get(key) ?? new Deployment();
    deployments.set(key, deployment);
    read(deployment, { file: templatePath, constructPath: stackConstructPath, parameters: {} });
  }
  return [...deployments.values()];
}

function givenTo(child: NestedStack, parent: Template): Readonly<Record<string, Value>> {
  const { nestedStackResource: resource, nestedStackParent: stack } = child;
  const id = resource === undefined ? '' : stack?.resolve(resource.logicalId);
  const parameters = parent.resource(id)?.at('Parameters');
  return isObject(parameters) ? parameters : {};
}
