/** AWS Glue's registry with a schema for every contract. It costs nothing. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnRegistry } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { type Contract, schemaName } from '../../shared/schema/contract.ts';
import { TopicSchema } from './topic-schema.ts';

export interface SchemaRegistryProps {
  readonly name: string;
  readonly contracts: readonly Contract[];
}

export class SchemaRegistry extends Construct {
  constructor(scope: Construct, id: string, { name, contracts }: SchemaRegistryProps) {
    super(scope, id);
    const registry = new CfnRegistry(this, 'Registry', { name });
    registry.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    for (const contract of contracts) {
      new TopicSchema(this, schemaName(contract), { registryArn: registry.attrArn, contract });
    }
  }
}
