/**
 * Which route takes a request. As API Gateway chooses: the path that is said most exactly wins (a literal segment before
 * a parameter, that before a greedy `{proxy+}`), of equal ones that with the method before ANY; `$default` takes the rest.
 */
import type { HttpRoute } from './http-route.ts';

export interface RouteMatch {
  readonly route: HttpRoute;
  /** `POST /orders`, or `$default`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export type RouteTable = (method: string, path: string) => RouteMatch | undefined;

interface Candidate {
  readonly route: HttpRoute;
  readonly routeKey: string;
  readonly segments: readonly Segment[];
}

interface Segment {
  readonly kind: 'literal' | 'parameter' | 'greedy';
  readonly text: string;
}

const RANK = { literal: 0, parameter: 1, greedy: 2 } as const;

export function routeTable(routes: readonly HttpRoute[]): RouteTable {
  const fallback = routes.find(({ path }) => path === '$default');
  const candidates = routes
    .filter((route) => route !== fallback)
    .map((route) => ({
      route,
      routeKey: `${route.method} ${route.path}`,
      segments: route.path.split('/').slice(1).map(segmentOf),
    }))
    .sort(moreExactFirst);

  return (method, path) => {
    const given = path.split('/').slice(1);
    for (const { route, routeKey, segments } of candidates) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = match(segments, given);
      if (pathParameters) return { route, routeKey, pathParameters };
    }
    return fallback && { route: fallback, routeKey: '$default', pathParameters: {} };
  };
}

function segmentOf(text: string): Segment {
  const [, name, plus] = /^\{([^{}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'literal', text };
  return { kind: plus ? 'greedy' : 'parameter', text: name };
}

function moreExactFirst(left: Candidate, right: Candidate): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [left.segments[index], right.segments[index]];
    const difference = (a ? RANK[a.kind] : 3) - (b ? RANK[b.kind] : 3);
    if (difference !== 0) return difference;
  }
  return Number(left.route.method === 'ANY') - Number(right.route.method === 'ANY');
}

function match(
  segments: readonly Segment[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parameters: [string, string][] = [];
  for (const [index, { kind, text }] of segments.entries()) {
    const here = given[index];
    if (here === undefined || (kind !== 'literal' && here === '')) return undefined;
    if (kind === 'greedy') {
      parameters.push([text, decoded(given.slice(index).join('/'))]);
      return Object.fromEntries(parameters);
    }
    if (kind === 'parameter') parameters.push([text, decoded(here)]);
    else if (decoded(here) !== text) return undefined;
  }
  return given.length === segments.length ? Object.fromEntries(parameters) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
