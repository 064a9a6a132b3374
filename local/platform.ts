/**
 * The synthesized template, run on this machine: brokers, object store, schema registry, functions, event source
 * mappings, HTTP API. Everything it knows of the project it reads from the cloud assembly, as AWS does.
 *
 * Started side by side where nothing waits for anything else; ended in the order in which records travel: no new
 * events, no new invocations, then the brokers and the store. What started before a failed start is ended with it.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesize } from './assembly/synthesize.ts';
import { startHttpApi } from './http/http-api.ts';
import { javaTools } from './java/java-tools.ts';
import { bootstrapOf } from './kafka/address.ts';
import type { KafkaCluster } from './kafka/kafka-cluster.ts';
import type { LambdaFunction } from './lambda/create-function.ts';
import { ACCOUNT, IDENTITY, REGION } from './local-account.ts';
import { makeFunctions } from './make-functions.ts';
import type { Mapping } from './mapping/mapping.ts';
import { DEFAULT_PORT_BASE, portsFrom } from './ports.ts';
import { Ending } from './process/ending.ts';
import { lockFolder } from './process/folder-lock.ts';
import { refuseTakenPorts } from './process/free-ports.ts';
import { startWatchdog } from './process/watchdog.ts';
import { startBrokers } from './start-brokers.ts';
import { startBuckets } from './start-buckets.ts';
import { startMappings } from './start-mappings.ts';
import { type LocalRegistry, startRegistry } from './start-registry.ts';
import type { Store } from './store/store.ts';
import type { AppModel } from './template/app-model.ts';
import { readApp } from './template/read-app.ts';

export interface PlatformOptions {
  /** Default: the folder above this one. */
  readonly projectDir?: string;
  /** Everything the platform keeps. Default `<project>/.local`. */
  readonly dataDir?: string;
  /** Downloads and what is made of them. Default `<project>/.local/cache`; may be shared. */
  readonly cacheDir?: string;
  /** A cloud assembly made already. Default: the project's own, synthesized when it has changed. */
  readonly assemblyDir?: string;
  /** The stage of cdk.json that is synthesized. Default: the one it names. */
  readonly stage?: string;
  /** Wipes what was kept; downloads stay. */
  readonly fresh?: boolean;
  /** One broker instead of three. */
  readonly single?: boolean;
  /** Resource types, or `Type.Property`, that are accepted though nobody here knows them. */
  readonly ignore?: readonly string[];
  /** First of the ports used. Default 19090. */
  readonly portBase?: number;
  /** Ends a start that is under way; a platform that runs is ended by `stop`. */
  readonly signal?: AbortSignal;
  /** What the person who started it should see. */
  readonly onLine: (text: string) => void;
}

export interface Platform {
  /** Plaintext, for any Kafka client: host:port list. */
  readonly bootstrap: string;
  readonly httpUrl: string;
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Bucket names by logical id. */
  readonly buckets: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly mappings: readonly Mapping[];
  readonly kafka: KafkaCluster;
  readonly store: Store;
  readonly registry: LocalRegistry;
  readonly model: AppModel;
  /** True when nothing had been kept. */
  readonly wasFresh: boolean;
  environment(functionName: string): Readonly<Record<string, string>>;
  /** Ends everything; resolves when no child is left. */
  stop(): Promise<void>;
  /** Resolves when the platform has ended. */
  readonly stopped: Promise<void>;
}

/** Rejects with a StartError that says what to do; nothing that was started is left then. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const ending = new Ending((phase, error) => options.onLine(`ending ${phase}: ${error.message}`));
  const end = () => void ending.run();
  options.signal?.addEventListener('abort', end);
  try {
    const platform = await start(options, ending);
    options.signal?.throwIfAborted();
    return platform;
  } catch (error) {
    await ending.run();
    throw options.signal?.aborted ? options.signal.reason : error;
  } finally {
    options.signal?.removeEventListener('abort', end);
  }
}

async function start(options: PlatformOptions, ending: Ending): Promise<Platform> {
  const { onLine: line, single = false } = options;
  const projectDir = options.projectDir ?? path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const dataDir = path.resolve(projectDir, options.dataDir ?? '.local');
  const cacheDir = path.resolve(projectDir, options.cacheDir ?? '.local/cache');
  const ports = portsFrom(options.portBase ?? DEFAULT_PORT_BASE);
  const lock = lockFolder(dataDir);
  ending.add('process', () => lock.release());
  const watchdog = startWatchdog();
  ending.add('process', () => watchdog.stop());
  // The brokers and the store look at theirs; these are of this process, or would only be missed when all else is up.
  await refuseTakenPorts([
    { port: ports.http, what: 'the HTTP API' },
    { port: ports.registry, what: 'the schema registry' },
  ]);

  const kept = path.join(dataDir, 'kept');
  const logs = path.join(dataDir, 'logs');
  if (options.fresh) for (const dir of [kept, logs]) rmSync(dir, { recursive: true, force: true });
  const wasFresh = !existsSync(kept);
  for (const dir of [kept, logs, cacheDir]) mkdirSync(dir, { recursive: true });

  const [tools, assemblyDir] = await Promise.all([
    javaTools({ cacheDir }),
    options.assemblyDir === undefined
      ? synthesize({ projectDir, dir: dataDir, stage: options.stage, progress: line })
      : path.resolve(options.assemblyDir),
  ]);
  const brokers = single ? 1 : 3;
  const model = readApp({
    assemblyDir,
    region: REGION,
    accountId: ACCOUNT,
    bootstrapBrokers: bootstrapOf(ports.iam, brokers),
    ignore: options.ignore ?? [],
  });
  for (const text of [...model.notes, ...inertLines(model)]) line(text);

  // A schema that may not follow ends the start before anything else has begun.
  const registry = await startRegistry(
    model,
    { dir: kept, port: ports.registry, progress: line, log: line },
    ending,
  );
  const child = { cacheDir, tools, progress: line, log: line, track: watchdog.track };
  const [kafka, store] = await bothOrNeither(
    startBrokers(model, { ...child, dir: path.join(kept, 'kafka'), brokers, ports }, ending),
    startBuckets(model, { ...child, dir: path.join(kept, 's3'), port: ports.store }, ending),
  );
  const functions = makeFunctions(model, { kafka, store, registry, logs, track: watchdog.track });
  ending.add('functions', async () => {
    await Promise.all([...functions.values()].map((each) => each.shutdown()));
  });
  const invoke = (name: string, payload: Buffer) => functionNamed(functions, name).invoke(payload);
  const mappings = await startMappings(
    model,
    { kafka, store, invoke, schemaVersion: registry.versionById, log: line },
    ending,
  );
  const http = await startHttpApi({ port: ports.http, routes: model.routes, invoke, log: line });
  ending.add('requests', () => http.stop());

  const stopped = Promise.withResolvers<void>();
  return {
    bootstrap: kafka.bootstrap,
    httpUrl: http.url,
    s3: { endpoint: store.endpoint, region: REGION, credentials: IDENTITY },
    buckets: new Map(model.buckets.map(({ logicalId, name }) => [logicalId, name])),
    functions,
    mappings,
    kafka,
    store,
    registry,
    model,
    wasFresh,
    environment: (name) =>
      model.functions.find(({ definition }) => definition.name === functionNamed(functions, name).name)
        ?.definition.environment ?? {},
    async stop() {
      await ending.run();
      stopped.resolve();
    },
    stopped: stopped.promise,
  };
}

/** What of the template has no effect here, a line for each reason. */
const inertLines = ({ inert }: AppModel): string[] =>
  [...Map.groupBy(inert, ({ reason }) => reason)].map(
    ([reason, of]) =>
      `not run here: ${of.map(({ type, count }) => `${type} ×${count}`).join(', ')}: ${reason}`,
  );

/** A failed start waits for what starts beside it, so that this is ended too. */
async function bothOrNeither<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

function functionNamed(functions: ReadonlyMap<string, LambdaFunction>, name: string): LambdaFunction {
  const found = functions.get(name);
  if (found) return found;
  throw new Error(`the template has no function '${name}'; it has ${[...functions.keys()].join(', ')}`);
}
