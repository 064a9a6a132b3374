/**
 * Three zones, private subnets without a way out, S3 through its gateway. The brokers and the pollers of mappings
 * share the cluster's security group, functions have one of their own; Kafka is spoken on 9098 (TLS, IAM) alone.
 * Pollers in on-demand mode live on the cluster's subnets and reach Lambda and STS through interface endpoints only, as
 * functions reach Glue. Those in provisioned mode need none, by Lambda's guide, which makes no exception for mappings with
 * a schema registry. Should they resolve Glue's name inside the VPC, its endpoint, where there is one, lets them in.
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
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { FlowLog } from './flow-log.ts';

const KAFKA = Port.tcp(9098);
const HTTPS = Port.tcp(443);

export interface NetworkProps {
  readonly zones: readonly number[];
  readonly logKey: IKey;
  /** Some subscription has a mapping in on-demand mode. */
  readonly onDemandMappings: boolean;
  /** Some subscription looks up schema versions that its functions do not know. */
  readonly versionLookUps: boolean;
}

interface Endpoints {
  readonly group: string;
  readonly description: string;
  readonly callers: string;
  readonly from: readonly SecurityGroup[];
  readonly services: Readonly<Record<string, InterfaceVpcEndpointAwsService>>;
}

export class Network extends Construct {
  readonly subnets: readonly ISubnet[];
  readonly clusterGroup: SecurityGroup;
  readonly functionsGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      // With maxAzs the template of an unknown account has two zones.
      availabilityZones: props.zones.map((index) => Fn.select(index, Fn.getAzs())),
      natGateways: 0,
      subnetConfiguration: [{ name: 'private', subnetType: SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
      // Needs a custom resource; nothing is ever put into the default group.
      restrictDefaultSecurityGroup: false,
    }) as IVpc; // A cast: CDK's classes are not their own interfaces under exactOptionalPropertyTypes.
    new FlowLog(this, 'FlowLog', { vpc, logKey: props.logKey });
    this.subnets = vpc.isolatedSubnets;
    this.clusterGroup = this.#group(vpc, 'ClusterGroup', 'Brokers and the pollers of event source mappings');
    this.functionsGroup = this.#group(vpc, 'FunctionsGroup', 'Functions');
    this.clusterGroup.connections.allowInternally(KAFKA, 'Pollers to brokers');
    this.clusterGroup.connections.allowFrom(this.functionsGroup, KAFKA, 'Functions to brokers');
    if (props.onDemandMappings) {
      this.#addEndpoints(vpc, {
        group: 'EndpointsGroup',
        description: 'Endpoints that pollers in on-demand mode call',
        callers: 'Pollers to Lambda and STS',
        from: [this.clusterGroup],
        services: {
          LambdaEndpoint: InterfaceVpcEndpointAwsService.LAMBDA,
          StsEndpoint: InterfaceVpcEndpointAwsService.STS,
        },
      });
    }
    if (props.versionLookUps) {
      this.#addEndpoints(vpc, {
        group: 'GlueEndpointGroup',
        description: 'The endpoint that functions look schema versions up at',
        callers: 'Functions and pollers to Glue',
        from: [this.functionsGroup, this.clusterGroup],
        services: { GlueEndpoint: InterfaceVpcEndpointAwsService.GLUE },
      });
    }
  }

  /** Out: HTTPS, which leads to the VPC's endpoints and nowhere else. */
  #group(vpc: IVpc, id: string, description: string): SecurityGroup {
    const group = new SecurityGroup(this, id, { vpc, description, allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), HTTPS, 'S3 and other endpoints of the VPC');
    return group;
  }

  /** Private DNS is the default: who is in the VPC calls the service by its usual name. */
  #addEndpoints(vpc: IVpc, endpoints: Endpoints): void {
    const { description, callers } = endpoints;
    const group = new SecurityGroup(this, endpoints.group, { vpc, description, allowAllOutbound: false });
    for (const each of endpoints.from) group.connections.allowFrom(each, HTTPS, callers);
    for (const [name, service] of Object.entries(endpoints.services)) {
      vpc.addInterfaceEndpoint(name, { service, securityGroups: [group], open: false });
    }
  }
}
