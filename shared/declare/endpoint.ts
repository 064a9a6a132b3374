/** What an HTTP endpoint is: one route of the HTTP API, one function that publishes. */
import { checker } from './check.ts';
import { checkPublishes, type Published, type Publishes } from './check-options.ts';
import { type Duration, seconds } from './duration.ts';

export interface EndpointOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Starts with `/`. */
  readonly path: string;
  readonly publishes?: Publishes;
  /** Whole seconds, at most 29 (what HTTP APIs wait for an integration is 30 s). Default 29 s. */
  readonly timeout?: Duration;
  /** MB, 128 to 10,240. Default 512. */
  readonly memory?: number;
}

export interface Endpoint extends Published {
  readonly kind: 'endpoint';
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly timeout: Duration;
  readonly memory: number;
}

export function endpoint(name: string, options: EndpointOptions): Endpoint {
  const check = checker(`endpoint '${name}'`);
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
    check.refuse('its name', name, '1 to 64 of [a-z0-9-], starting with a letter');
  }
  check.keys(options, ['method', 'path', 'publishes', 'timeout', 'memory']);
  if (typeof options.path !== 'string' || !/^(\/[A-Za-z0-9._~{}-]+)+$/.test(options.path)) {
    check.refuse('path', options.path, "a path that starts with '/', such as '/orders'");
  }
  const timeout = options.timeout ?? seconds(29);
  check.integer('timeout in ms', timeout, seconds(1), seconds(29));
  if (timeout % seconds(1) !== 0) check.refuse('timeout in ms', timeout, 'whole seconds');
  return Object.freeze({
    kind: 'endpoint',
    name,
    method: check.oneOf('method', options.method, ['GET', 'POST', 'PUT', 'DELETE']),
    path: options.path,
    ...checkPublishes(check, options.publishes ?? []),
    timeout,
    memory: check.integer('memory in MB', options.memory ?? 512, 128, 10_240),
  });
}
