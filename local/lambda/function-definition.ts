/** What the template says of a function, checked once: what Lambda would refuse is refused here. */
import type { ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import type { EmfMetric } from './emf.ts';

export interface FunctionDefinition {
  readonly name: string;
  /** `nodejs24.x`: the major of the Node that runs the platform. */
  readonly runtime: string;
  /** `index.handler`: file without its ending, then the export. */
  readonly handler: string;
  /** The folder of the bundle. */
  readonly codeDir: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Concurrent invocations at most; 0 switches the function off. */
  readonly reservedConcurrency?: number;
}

export interface FunctionOptions {
  readonly region: string;
  readonly accountId: string;
  /** Those of the function's role. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  /** What only this machine needs: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL_GLUE, NODE_EXTRA_CA_CERTS. */
  readonly extraEnvironment?: Readonly<Record<string, string>>;
  /** Each line of the function and of the platform about it, without its line feed. */
  readonly onLog?: (line: string) => void;
  readonly onMetric?: (metric: EmfMetric) => void;
  /** Appended to. */
  readonly logFile?: string;
  /** Told each worker as it starts: a frozen worker cannot notice that its parent died. */
  readonly track?: (child: ChildProcess) => void;
  /** Environments at a time; a further invocation waits. Default 10. */
  readonly maxWorkers?: number;
  /** An environment unused for so long is ended. Default 5 minutes. */
  readonly idleMs?: number;
  /** What the init phase may take before it is begun anew inside the invocation. Default 10 s, as in AWS. */
  readonly initMs?: number;
}

const DEFINITION_KEYS =
  'name runtime handler codeDir memoryMb timeoutMs environment reservedConcurrency'.split(' ');
const OPTION_KEYS =
  'region accountId credentials extraEnvironment onLog onMetric logFile track maxWorkers idleMs initMs'.split(
    ' ',
  );

/** Names Lambda sets itself and refuses in a function's configuration. */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_LAMBDA_(FUNCTION_(NAME|VERSION|MEMORY_SIZE)|LOG_(GROUP|STREAM)_NAME|INITIALIZATION_TYPE|RUNTIME_API))$/;
const ENVIRONMENT_BYTES = 4096;

class FunctionDefinitionError extends Error {
  override readonly name = 'FunctionDefinitionError';
  readonly code = 'function-definition';
  readonly retriable = false;
}

export function checkDefinition(definition: FunctionDefinition, options: FunctionOptions): void {
  const refuse = (why: string): never => {
    throw new FunctionDefinitionError(`function '${definition.name}': ${why}`);
  };
  const onlyKeys = (given: object, allowed: readonly string[]): void => {
    const unknown = Object.keys(given).find((key) => !allowed.includes(key));
    if (unknown !== undefined) refuse(`unknown key '${unknown}'; allowed: ${allowed.join(', ')}`);
  };
  const integer = (what: string, given: number, min: number, max: number): void => {
    if (!Number.isInteger(given) || given < min || given > max) {
      refuse(`${what} is ${given}; allowed: a whole number from ${min} to ${max}`);
    }
  };
  onlyKeys(definition, DEFINITION_KEYS);
  onlyKeys(options, OPTION_KEYS);
  const major = /^nodejs(\d+)\.x$/.exec(definition.runtime)?.[1];
  if (major === undefined)
    refuse(`runtime '${definition.runtime}' cannot run here; allowed: nodejs<major>.x`);
  if (major !== process.versions.node.split('.')[0]) {
    refuse(`runtime ${definition.runtime} needs Node ${major}; this is Node ${process.versions.node}`);
  }
  if (!/^[^.]+(\.[^.]+)+$/.test(definition.handler.split('/').at(-1) ?? '')) {
    refuse(`handler '${definition.handler}' is not <file>.<export>`);
  }
  // spawn would name the node binary as what is missing
  if (statSync(definition.codeDir, { throwIfNoEntry: false })?.isDirectory() !== true) {
    refuse(`its code folder ${definition.codeDir} does not exist`);
  }
  integer('memory in MB', definition.memoryMb, 128, 10_240);
  integer('timeout in ms', definition.timeoutMs, 1, 900_000);
  integer('reservedConcurrency', definition.reservedConcurrency ?? 0, 0, 1000);
  integer('maxWorkers', options.maxWorkers ?? 1, 1, 1000);
  let bytes = 0;
  for (const [name, value] of Object.entries(definition.environment)) {
    if (RESERVED.test(name)) refuse(`environment variable ${name} is reserved by Lambda`);
    if (!/^[A-Za-z]\w+$/.test(name))
      refuse(`environment variable name '${name}' is not [A-Za-z][A-Za-z0-9_]+`);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  if (bytes > ENVIRONMENT_BYTES) refuse(`its environment has ${bytes} bytes; allowed: ${ENVIRONMENT_BYTES}`);
}
