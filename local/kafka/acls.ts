/**
 * The brokers' ACLs, made exactly a given set: what is missing is created, what else there is deleted. It has taken
 * effect when this resolves: each broker has been asked.
 */
import {
  AclOperations,
  AclPermissionTypes,
  createAclsV3,
  deleteAclsV3,
  describeAclsV3,
  ResourcePatternTypes,
  ResourceTypes,
} from '@platformatic/kafka';
import { StartError } from '../start-error.ts';
import type { Acl } from './acl.ts';
import { type BrokerConnection, withBroker } from './broker-connection.ts';
import { reasonOf } from './refusal.ts';
import { untilEveryBroker } from './until-every-broker.ts';

/** An entry as the protocol has it. */
type Binding = Parameters<typeof createAclsV3.api.async>[1][number];

const EVERY_ENTRY = {
  resourceType: ResourceTypes.ANY,
  resourceName: null,
  resourcePatternType: ResourcePatternTypes.ANY,
  principal: null,
  host: null,
  operation: AclOperations.ANY,
  permissionType: AclPermissionTypes.ANY,
};
const KINDS = {
  cluster: ResourceTypes.CLUSTER,
  topic: ResourceTypes.TOPIC,
  group: ResourceTypes.GROUP,
  'transactional-id': ResourceTypes.TRANSACTIONAL_ID,
} as const;

export async function reconcileAcls(bootstrap: string, acls: readonly Acl[]): Promise<void> {
  const wanted = byKey(acls.map(bindingOf));
  try {
    await withBroker(bootstrap, async (broker) => {
      const existing = await entriesAt(broker);
      const missing = [...wanted].filter(([key]) => !existing.has(key)).map(([, binding]) => binding);
      const extra = [...existing].filter(([key]) => !wanted.has(key)).map(([, binding]) => binding);
      if (extra.length > 0) await broker.ask((connection) => deleteAclsV3.api.async(connection, extra));
      if (missing.length > 0) await broker.ask((connection) => createAclsV3.api.async(connection, missing));
    });
  } catch (error) {
    throw new StartError(`the brokers refuse the permissions of the template: ${reasonOf(error)}`);
  }
  await untilEveryBroker(bootstrap, 'the permissions of the template', async (broker) => {
    const existing = await entriesAt(broker);
    return existing.size === wanted.size && [...wanted.keys()].every((key) => existing.has(key));
  });
}

async function entriesAt(broker: BrokerConnection): Promise<Map<string, Binding>> {
  const answer = await broker.ask((connection) => describeAclsV3.api.async(connection, EVERY_ENTRY));
  return byKey(answer.resources.flatMap(({ acls, ...target }) => acls.map((acl) => ({ ...target, ...acl }))));
}

const bindingOf = ({ principal, permission, operation, resource, pattern }: Acl): Binding => ({
  resourceType: KINDS[resource],
  resourceName: pattern.name,
  resourcePatternType: ResourcePatternTypes[pattern.type],
  principal,
  host: '*',
  operation: AclOperations[operation],
  permissionType: AclPermissionTypes[permission],
});

const byKey = (bindings: readonly Binding[]): Map<string, Binding> =>
  new Map(
    bindings.map((each) => [
      JSON.stringify([
        each.resourceType,
        each.resourceName,
        each.resourcePatternType,
        each.principal,
        each.host,
        each.operation,
        each.permissionType,
      ]),
      each,
    ]),
  );
