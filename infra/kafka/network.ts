/**
 * Three zones, private subnets without a way out, S3 through its gateway. The brokers and the pollers of mappings
 * share the cluster's security group, functions have one of their own; Kafka is spoken on 9098 (TLS, IAM) alone.
 * Pollers in on-demand mode live on the cluster's subnets and reach Lambda and STS through interface endpoints only.
 */
import { Fn } from 'aws-cdk-lib';
import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  type ISubnet,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

const ZONES = 3;
const KAFKA = Port.tcp(9098);
const HTTPS = Port.tcp(443);

export interface NetworkProps {
  /** Some subscription has a mapping in on-demand mode. */
  readonly onDemandMappings: boolean;
}

export class Network extends Construct {
  readonly subnets: readonly ISubnet[];
  readonly clusterGroup: SecurityGroup;
  readonly functionsGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      // With maxAzs the template of an unknown account has two zones.
      availabilityZones: Array.from({ length: ZONES }, (_, index) => Fn.select(index, Fn.getAzs())),
      natGateways: 0,
      subnetConfiguration: [{ name: 'private', subnetType: SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
      // Needs a custom resource; nothing is ever put into the default group.
      restrictDefaultSecurityGroup: false,
    }) as IVpc; // A cast: CDK's classes are not their own interfaces under exactOptionalPropertyTypes.
    this.subnets = vpc.isolatedSubnets;
    this.clusterGroup = this.#group(vpc, 'ClusterGroup', 'Brokers and the pollers of event source mappings');
    this.functionsGroup = this.#group(vpc, 'FunctionsGroup', 'Functions');
    this.clusterGroup.connections.allowInternally(KAFKA, 'Pollers to brokers');
    this.clusterGroup.connections.allowFrom(this.functionsGroup, KAFKA, 'Functions to brokers');
    if (props.onDemandMappings) this.#addPollerEndpoints(vpc);
  }

  /** Out: HTTPS, which leads to the VPC's endpoints and nowhere else. */
  #group(vpc: IVpc, id: string, description: string): SecurityGroup {
    const group = new SecurityGroup(this, id, { vpc, description, allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), HTTPS, 'S3 and other endpoints of the VPC');
    return group;
  }

  #addPollerEndpoints(vpc: IVpc): void {
    const group = new SecurityGroup(this, 'EndpointsGroup', {
      vpc,
      description: 'Endpoints that pollers in on-demand mode call',
      allowAllOutbound: false,
    });
    group.connections.allowFrom(this.clusterGroup, HTTPS, 'Pollers to Lambda and STS');
    for (const [name, service] of [
      ['LambdaEndpoint', InterfaceVpcEndpointAwsService.LAMBDA],
      ['StsEndpoint', InterfaceVpcEndpointAwsService.STS],
    ] as const) {
      vpc.addInterfaceEndpoint(name, { service, securityGroups: [group], open: false });
    }
  }
}
