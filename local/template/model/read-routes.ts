/** The routes of the one HTTP API: its $default stage, Lambda proxy integrations, payload format 2.0. */
import type { HttpRoute } from '../../http/http-route.ts';
import type { FunctionModel } from '../app-model.ts';
import { asText } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { type Properties, propertiesOf } from './properties.ts';

const ROUTE_KEY = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/\S*)$/;
/** A literal segment, or a parameter, of which only the last may be greedy. */
const PATH = /^(\/([^/{}]*|\{[^/{}+]+\}))*(\/\{[^/{}+]+\+\})?$/;
const INVOCATION = /^arn:aws:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;
const TIMEOUT_MS = 30_000;

type Target = Pick<HttpRoute, 'functionName' | 'payloadFormat' | 'timeoutMs'>;

export function readRoutes(
  resources: readonly Resource[],
  functions: readonly FunctionModel[],
): readonly HttpRoute[] {
  const apiId = theApi(resources);
  const of = (kind: string): readonly (readonly [Resource, Properties])[] =>
    resources
      .filter(({ type }) => type === `AWS::ApiGatewayV2::${kind}`)
      .map((resource) => {
        const given = propertiesOf(resource);
        if (given.text('ApiId') !== apiId) given.refuse('ApiId', 'it is not the HTTP API of the app');
        return [resource, given];
      });
  for (const [, stage] of of('Stage')) checkStage(stage);
  const staged = of('Stage').length > 0;
  const targets = new Map(
    of('Integration').map(([{ ref }, given]) => [`integrations/${asText(ref)}`, targetOf(given, functions)]),
  );
  const keys = new Set<string>();
  return of('Route').map(([, given]) => {
    if (!staged) given.refuse('ApiId', 'the API has no stage, so nobody could call it');
    const route = routeOf(given, targets);
    // parameters of other names do not make another route
    const key = `${route.method} ${route.path.replaceAll(/\{[^}+]*/g, '{')}`;
    if (keys.has(key)) given.refuse('RouteKey', `there is a route '${key}' already`);
    keys.add(key);
    return route;
  });
}

function theApi(resources: readonly Resource[]): string | undefined {
  const [api, second] = resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Api');
  if (api === undefined) return undefined;
  const given = propertiesOf(api);
  given.oneOf('ProtocolType', ['HTTP']) ?? given.missing('ProtocolType');
  if (second) {
    propertiesOf(second).refuse('ProtocolType', `one HTTP API runs here, and ${api.logicalId} is another`);
  }
  return asText(api.ref);
}

function checkStage(given: Properties): void {
  given.oneOf('StageName', ['$default']) ?? given.missing('StageName');
  if (given.flag('AutoDeploy') !== true) {
    given.refuse('AutoDeploy', 'true is due: a stage that waits for deployments serves nothing here');
  }
}

function routeOf(given: Properties, targets: ReadonlyMap<string, Target>): HttpRoute {
  const key = given.text('RouteKey') ?? given.missing('RouteKey');
  const [, method, path] = key === '$default' ? ['', 'ANY', '$default'] : (ROUTE_KEY.exec(key) ?? []);
  if (method === undefined || path === undefined || (path !== '$default' && !PATH.test(path))) {
    return given.refuse('RouteKey', `'${key}' is neither '<method> /<path>' nor $default`);
  }
  const target = given.text('Target') ?? given.missing('Target');
  return {
    method,
    path,
    authorization: given.oneOf('AuthorizationType', ['NONE', 'AWS_IAM']) ?? 'NONE',
    ...(targets.get(target) ?? given.refuse('Target', `the API has no integration '${target}'`)),
  };
}

function targetOf(given: Properties, functions: readonly FunctionModel[]): Target {
  given.oneOf('IntegrationType', ['AWS_PROXY']) ?? given.missing('IntegrationType');
  given.oneOf('ConnectionType', ['INTERNET']);
  const uri = given.text('IntegrationUri') ?? given.missing('IntegrationUri');
  const arn = INVOCATION.exec(uri)?.[1] ?? uri;
  const found = functions.find((each) => each.arn === arn);
  return {
    functionName:
      found?.definition.name ?? given.refuse('IntegrationUri', `the app has no function with the ARN ${arn}`),
    payloadFormat: given.oneOf('PayloadFormatVersion', ['2.0']) ?? given.missing('PayloadFormatVersion'),
    timeoutMs: given.integer('TimeoutInMillis', 50, TIMEOUT_MS) ?? TIMEOUT_MS,
  };
}
