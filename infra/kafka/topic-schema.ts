/**
 * A schema in the registry and its versions, which Glue numbers as they come: each waits for the one before it. They
 * stay when they leave the template, since records that were written with them do. A version never changes: its
 * resource would be replaced, and Glue has its definition already.
 */
import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSchema, CfnSchemaVersion } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { type Contract, definitionOf, schemaName } from '../../shared/schema/contract.ts';
import { publishVersionIds } from '../shared-values.ts';
import { checkContract } from './check-contract.ts';

export interface TopicSchemaProps {
  readonly registryArn: string;
  readonly contract: Contract;
}

export class TopicSchema extends Construct {
  constructor(scope: Construct, id: string, { registryArn, contract }: TopicSchemaProps) {
    super(scope, id);
    checkContract(contract);
    const name = schemaName(contract);
    const schema = new CfnSchema(this, 'V1', {
      name,
      registry: { arn: registryArn },
      dataFormat: contract.dataFormat,
      compatibility: contract.compatibility,
      schemaDefinition: definitionOf(contract, 1),
      // Read when the mode changes, which Glue refuses without it. The first: modes with _ALL mean every version.
      checkpointVersion: { versionNumber: 1 },
    });
    schema.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const ids = [schema.attrInitialSchemaVersionId];
    let last: CfnSchema | CfnSchemaVersion = schema;
    for (let version = 2; version <= contract.definitions.length; version++) {
      const next = new CfnSchemaVersion(this, `V${version}`, {
        schema: { schemaArn: schema.attrArn },
        schemaDefinition: definitionOf(contract, version),
      });
      next.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
      next.addResourceDependency(last);
      ids.push(next.attrVersionId);
      last = next;
    }
    publishVersionIds(this, name, ids);
  }
}
