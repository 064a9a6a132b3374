/** The schema registry with what the template says of it. Nothing is up yet that could read an old version. */
import path from 'node:path';
import { ACCOUNT, REGION } from './local-account.ts';
import type { Ending } from './process/ending.ts';
import { glueStatements } from './registry/glue-statements.ts';
import { keptRegistry } from './registry/kept-registry.ts';
import { reconcile } from './registry/reconcile.ts';
import type { VersionById } from './registry/registry.ts';
import { type RegistryServer, startRegistryServer } from './registry/registry-server.ts';
import { liveVersions } from './registry/registry-state.ts';
import { SchemaRegistry } from './registry/schema-registry.ts';
import type { AppModel } from './template/app-model.ts';

export interface LocalRegistry extends VersionById, Omit<RegistryServer, 'stop'> {
  /** Where functions look for it. Without an interface endpoint in the template nothing answers there, as in AWS. */
  readonly functionEndpoint: string;
}

interface RegistryOptions {
  /** Everything that is kept. */
  readonly dir: string;
  readonly port: number;
  readonly progress: (text: string) => void;
  readonly log: (text: string) => void;
}

const NOWHERE = 'http://127.0.0.1:1';

export async function startRegistry(
  { schemaRegistry: model, roles }: Pick<AppModel, 'schemaRegistry' | 'roles'>,
  { dir, port, progress, log }: RegistryOptions,
  ending: Ending,
): Promise<LocalRegistry> {
  const { state, save } = keptRegistry(path.join(dir, 'registry'));
  const account = { region: REGION, account: ACCOUNT };
  const registry = new SchemaRegistry({ account, state, save, now: Date.now });
  registry.change((draft) => reconcile(draft, model, registry.now()));
  const server = await startRegistryServer({ registry, port, log });
  ending.add('servers', () => server.stop());

  const schemas = registry.state.registries.flatMap((each) => each.schemas);
  const versions = schemas.flatMap(liveVersions);
  const counts = [counted(schemas.length, 'schema'), counted(versions.length, 'version')];
  progress(`schema registry: ${[server.endpoint, ...counts].join(', ')}`);
  const unenforced = glueStatements(roles);
  if (unenforced !== undefined) log(unenforced);
  if (!model.reachable && (schemas.length > 0 || unenforced !== undefined)) {
    log(
      'functions do not reach the schema registry: the template has no interface endpoint (AWS::EC2::VPCEndpoint) for glue',
    );
  }
  const { endpoint, calls, refuse, silence } = server;
  return {
    endpoint,
    functionEndpoint: model.reachable ? endpoint : NOWHERE,
    calls,
    refuse,
    silence,
    versionById: (id) => registry.versionById(id),
  };
}

const counted = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`;
