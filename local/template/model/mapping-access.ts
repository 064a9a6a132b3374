/**
 * What a mapping does, it does in its function's role, and pollers of AWS that may not do it read nothing. The mappings
 * of this machine read through the plaintext listener, where nobody would notice: so the statements are looked at.
 *
 * GetSchemaVersion by an id, as a record has it, names no resource: AWS allows it on `*` or not at all.
 *
 * A statement under conditions counts for nothing, as with the brokers: whether it holds is not known here.
 */
import { iamGlob } from '../../kafka/iam-glob.ts';
import type { IamStatement } from '../../kafka/iam-grants.ts';
import { failureKey } from '../../mapping/failure-document.ts';
import { type MappingDefinition, mappingRules } from '../../mapping/mapping-definition.ts';
import { StartError } from '../../start-error.ts';
import type { AppModel } from '../app-model.ts';

interface Need {
  readonly action: string;
  readonly resource: string;
}

export function checkMappingAccess({
  mappings,
  functions,
  roles,
}: Pick<AppModel, 'mappings' | 'functions' | 'roles'>): void {
  for (const mapping of mappings) {
    const { topic, functionArn, functionName } = mapping;
    const roleName = functions.find(({ arn }) => arn === functionArn)?.roleName;
    const statements = roles.find(({ name }) => name === roleName)?.statements ?? [];
    const missing = needsOf(mapping).filter((need) => !allows(statements, need));
    if (missing.length === 0) continue;
    const list = missing.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
    throw new StartError(
      `mapping of '${topic}' to '${functionName}': it works in the function's role '${roleName}', which may not ${list}`,
    );
  }
}

function needsOf(mapping: MappingDefinition): readonly Need[] {
  const { uuid, topic, group, eventSourceArn, bucket, schemas } = mappingRules(mapping);
  const [before = '', cluster = ''] = eventSourceArn.split(':cluster/');
  const on = (resource: string, ...actions: readonly string[]): Need[] =>
    actions.map((action) => ({ action, resource }));
  return [
    ...on(eventSourceArn, 'kafka-cluster:Connect'),
    ...on(`${before}:topic/${cluster}/${topic}`, 'kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'),
    ...on(`${before}:group/${cluster}/${group}`, 'kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'),
    ...(bucket === undefined ? [] : on(`arn:aws:s3:::${bucket}/${aKey(uuid, topic)}`, 's3:PutObject')),
    ...(schemas ? [...on(schemas.registryArn, 'glue:GetRegistry'), ...on('*', 'glue:GetSchemaVersion')] : []),
  ];
}

/** One of those that the mapping writes: a role may be bound to their beginning. */
const aKey = (mapping: string, topic: string): string =>
  failureKey({ mapping, topic, partition: 0, at: 0, id: mapping });

function allows(statements: readonly IamStatement[], { action, resource }: Need): boolean {
  const meant = statements.filter(
    ({ actions, resources, conditions }) =>
      Object.keys(conditions ?? {}).length === 0 &&
      actions.some((glob) => iamGlob(glob, 'i').test(action)) &&
      resources.some((glob) => iamGlob(glob).test(resource)),
  );
  return meant.length > 0 && meant.every(({ effect }) => effect === 'Allow');
}
