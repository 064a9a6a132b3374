import { arnOf, because, FOR_PEOPLE, hexIdOf, type ResourceType } from './resource-type.ts';

const api: ResourceType = {
  reads: ['ProtocolType'],
  idle: because({
    'there is one HTTP API here, on a port of loopback': 'DisableExecuteApiEndpoint IpAddressType',
    [FOR_PEOPLE]: 'Name Description Tags Version',
  }),
  identify(resource) {
    const id = hexIdOf(resource, 10);
    return {
      ref: id,
      attributes: {
        ApiId: id,
        ApiEndpoint: `https://${id}.execute-api.${resource.region}.amazonaws.com`,
        ExecuteApiArn: arnOf(resource, 'execute-api', id),
      },
    };
  },
};

const stage: ResourceType = {
  reads: ['ApiId', 'StageName', 'AutoDeploy'],
  idle: because({
    'the platform says itself what it answers': 'AccessLogSettings',
    'nothing is throttled on this machine': 'DefaultRouteSettings RouteSettings',
    [FOR_PEOPLE]: 'Description Tags',
  }),
  identify: ({ properties }) => ({ ref: properties.StageName ?? '', attributes: {} }),
};

const route: ResourceType = {
  reads: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType'],
  idle: because({ [FOR_PEOPLE]: 'OperationName' }),
  identify(resource) {
    const id = hexIdOf(resource, 7);
    return { ref: id, attributes: { RouteId: id } };
  },
};

const integration: ResourceType = {
  reads: [
    'ApiId',
    'IntegrationType',
    'IntegrationUri',
    'PayloadFormatVersion',
    'TimeoutInMillis',
    'ConnectionType',
  ],
  idle: because({ 'Lambda is always called with POST': 'IntegrationMethod', [FOR_PEOPLE]: 'Description' }),
  identify(resource) {
    const id = hexIdOf(resource, 7);
    return { ref: id, attributes: { IntegrationId: id } };
  },
};

export const API_GATEWAY_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGatewayV2::Api': api,
  'AWS::ApiGatewayV2::Stage': stage,
  'AWS::ApiGatewayV2::Route': route,
  'AWS::ApiGatewayV2::Integration': integration,
};
