/** The HTTP API: a route of each endpoint, to callers that sign with IAM. */
import { Aws, CfnOutput, Fn } from 'aws-cdk-lib';
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Endpoint } from '../../shared/declare/endpoint.ts';
import { logGroup } from '../log-group.ts';
import type { KafkaFunction } from './kafka-function.ts';
import type { Platform } from './platform.ts';

const ACCESS_LOG = {
  requestId: '$context.requestId',
  caller: '$context.identity.userArn',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
};

export class HttpApi extends Construct {
  readonly #apiId: string;

  constructor(scope: Construct, id: string, { logKey }: Pick<Platform, 'logKey'>) {
    super(scope, id);
    const api = new CfnApi(this, 'Api', { name: 'kafka-consumers', protocolType: 'HTTP' });
    const accessLogs = logGroup(this, 'AccessLogs', { encryptionKey: logKey });
    new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLogs.logGroupArn, format: JSON.stringify(ACCESS_LOG) },
    });
    new CfnOutput(this, 'Url', { key: 'HttpApiUrl', value: api.attrApiEndpoint });
    this.#apiId = api.ref;
  }

  addRoute({ name, method, path }: Endpoint, to: KafkaFunction): void {
    const integration = new CfnIntegration(this, `${name}Integration`, {
      apiId: this.#apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: to.arn,
      payloadFormatVersion: '2.0',
    });
    new CfnRoute(this, `${name}Route`, {
      apiId: this.#apiId,
      routeKey: `${method} ${path}`,
      authorizationType: 'AWS_IAM',
      target: `integrations/${integration.ref}`,
    });
    new CfnPermission(this, `${name}Permission`, {
      action: 'lambda:InvokeFunction',
      functionName: to.arn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Fn.join(':', [
        'arn',
        Aws.PARTITION,
        'execute-api',
        Aws.REGION,
        Aws.ACCOUNT_ID,
        `${this.#apiId}/*/${method}${path.replaceAll(/\{[^}]*\}/g, '*')}`,
      ]),
    });
  }
}
