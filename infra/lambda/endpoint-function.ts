/** The function behind one route. */
import { Construct } from 'constructs';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import { handlerCode } from './handler-code.ts';
import type { HttpApi } from './http-api.ts';
import { KafkaFunction } from './kafka-function.ts';
import type { Platform } from './platform.ts';
import { usesOfEndpoint } from './uses.ts';

export interface EndpointFunctionProps {
  readonly platform: Platform;
  readonly endpoint: Endpoint;
  readonly api: HttpApi;
}

export class EndpointFunction extends Construct {
  constructor(scope: Construct, id: string, { platform, endpoint, api }: EndpointFunctionProps) {
    super(scope, id);
    const deployed = new KafkaFunction(this, 'Main', {
      platform,
      functionName: endpoint.name,
      serviceName: endpoint.name,
      code: handlerCode(this, 'Code', endpoint.name),
      timeout: endpoint.timeout,
      memory: endpoint.memory,
      uses: usesOfEndpoint(endpoint),
    });
    api.addRoute(endpoint, deployed);
  }
}
