/** The function behind one route. */
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import type { HttpApi } from './http-api.ts';
import { KafkaFunction } from './kafka-function.ts';
import type { Platform } from './platform.ts';
import { usesOfEndpoint } from './uses.ts';

export interface EndpointFunctionProps {
  readonly platform: Platform;
  readonly endpoint: Endpoint;
  readonly api: HttpApi;
  readonly code: Asset;
}

export class EndpointFunction extends Construct {
  constructor(scope: Construct, id: string, { platform, endpoint, api, code }: EndpointFunctionProps) {
    super(scope, id);
    const deployed = new KafkaFunction(this, 'Main', {
      platform,
      functionName: endpoint.name,
      serviceName: endpoint.name,
      code,
      timeout: endpoint.timeout,
      memory: endpoint.memory,
      uses: usesOfEndpoint(endpoint),
    });
    api.addRoute(endpoint, deployed);
  }
}
