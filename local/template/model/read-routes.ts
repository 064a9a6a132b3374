/** The routes of the HTTP API: its $default stage, Lambda proxy integrations, payload format 2.0. */
import type { HttpRoute } from '../../http/http-route.ts';
import type { FunctionModel } from '../app-model.ts';
import { asText } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { type Properties, propertiesOf } from './properties.ts';

const ROUTE_KEY = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;
const INVOCATION = /^arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

export function readRoutes(
  resources: readonly Resource[],
  functions: readonly FunctionModel[],
): readonly HttpRoute[] {
  const of = (type: string): readonly Resource[] => resources.filter((each) => each.type === type);
  const [api, second] = of('AWS::ApiGatewayV2::Api');
  if (api) propertiesOf(api).oneOf('ProtocolType', ['HTTP']) ?? propertiesOf(api).missing('ProtocolType');
  if (second)
    propertiesOf(second).refuse('ProtocolType', `one HTTP API runs here, and ${api?.logicalId} is another`);
  const stages = of('AWS::ApiGatewayV2::Stage').map(propertiesOf);
  for (const stage of stages) stage.oneOf('StageName', ['$default']) ?? stage.missing('StageName');
  const integrations = of('AWS::ApiGatewayV2::Integration').map((each) => ({
    target: `integrations/${asText(each.ref)}`,
    ...integrationOf(propertiesOf(each), functions),
  }));
  const keys = new Set<string>();
  return of('AWS::ApiGatewayV2::Route').map((resource) => {
    const given = propertiesOf(resource);
    if (stages.length === 0) given.refuse('ApiId', 'the API has no stage, so nobody could call it');
    const key = given.text('RouteKey') ?? given.missing('RouteKey');
    if (keys.has(key)) given.refuse('RouteKey', `there is a route '${key}' already`);
    keys.add(key);
    const [, method, path] = key === '$default' ? ['', 'ANY', '$default'] : (ROUTE_KEY.exec(key) ?? []);
    if (method === undefined || path === undefined) {
      return given.refuse('RouteKey', `'${key}' is neither '<method> /<path>' nor $default`);
    }
    const target = given.text('Target') ?? given.missing('Target');
    const found = integrations.find((each) => each.target === target);
    if (found === undefined) return given.refuse('Target', `the app has no integration '${target}'`);
    const { functionName, payloadFormat, timeoutMs } = found;
    const authorization = given.oneOf('AuthorizationType', ['NONE', 'AWS_IAM']) ?? 'NONE';
    return { method, path, functionName, authorization, payloadFormat, timeoutMs };
  });
}

type Integration = Pick<HttpRoute, 'functionName' | 'payloadFormat'> & { readonly timeoutMs: number };

function integrationOf(given: Properties, functions: readonly FunctionModel[]): Integration {
  given.oneOf('IntegrationType', ['AWS_PROXY']) ?? given.missing('IntegrationType');
  given.oneOf('ConnectionType', ['INTERNET']);
  const uri = given.text('IntegrationUri') ?? given.missing('IntegrationUri');
  const arn = INVOCATION.exec(uri)?.[1] ?? uri;
  const found = functions.find((each) => each.arn === arn);
  return {
    functionName:
      found?.definition.name ?? given.refuse('IntegrationUri', `the app has no function with the ARN ${arn}`),
    payloadFormat: given.oneOf('PayloadFormatVersion', ['2.0']) ?? given.missing('PayloadFormatVersion'),
    timeoutMs: given.integer('TimeoutInMillis', 50, 30_000) ?? 30_000,
  };
}
