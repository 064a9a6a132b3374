/**
 * The stacks of a cloud assembly, those that others depend on first, and the folders that a deployment would upload.
 * Everything else in it (tree, reports) is not looked at.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from '../start-error.ts';
import { asText, get, isList, isObject, type Json } from './json.ts';
import { placeOf, refuse } from './place.ts';
import { dependencyOrder } from './resolve/dependency-order.ts';

export interface AssembledStack {
  readonly name: string;
  /** Undefined: the stack is bound to no account or region. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly template: Json;
}

export interface Assembly {
  readonly stacks: readonly AssembledStack[];
  /** Path in the assembly by the key of the object it is uploaded to. */
  readonly assets: ReadonlyMap<string, string>;
}

export function readAssembly(dir: string): Assembly {
  const manifest = read(path.join(dir, 'manifest.json'));
  const artifacts = get(manifest, 'artifacts') ?? {};
  if (!isObject(artifacts)) throw new StartError(`${dir}/manifest.json: its artifacts are not an object`);
  const order = dependencyOrder(
    Object.keys(artifacts),
    (id) => dependenciesOf(get(artifacts, id)).filter((each) => Object.hasOwn(artifacts, each)),
    (ids) => {
      throw new StartError(`${dir}/manifest.json: these depend on one another: ${ids.join(' → ')}`);
    },
  );
  const stacks: AssembledStack[] = [];
  const assets = new Map<string, string>();
  for (const id of order) {
    const artifact = get(artifacts, id);
    const type = get(artifact, 'type');
    if (type === 'aws:cloudformation:stack') stacks.push(stackOf(dir, id, artifact));
    if (type === 'cdk:asset-manifest') addAssets(dir, artifact, assets);
    if (type === 'cdk:cloud-assembly') {
      refuse(
        placeOf(id, 'its artifact'),
        'it is an assembly within the assembly (a Stage), which is not read here',
      );
    }
  }
  return { stacks, assets };
}

function dependenciesOf(artifact: Json | undefined): readonly string[] {
  const given = get(artifact, 'dependencies');
  return isList(given) ? given.filter((each) => typeof each === 'string') : [];
}

function stackOf(dir: string, id: string, artifact: Json | undefined): AssembledStack {
  const properties = get(artifact, 'properties');
  const file = asText(get(properties, 'templateFile'));
  if (file === undefined) return refuse(placeOf(id, 'its artifact'), 'it names no templateFile');
  const [, account, region] =
    /^aws:\/\/([^/]*)\/(.*)$/.exec(asText(get(artifact, 'environment')) ?? '') ?? [];
  return {
    name: asText(get(properties, 'stackName')) ?? id,
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    template: read(path.join(dir, file)),
  };
}

function addAssets(dir: string, artifact: Json | undefined, assets: Map<string, string>): void {
  const file = asText(get(get(artifact, 'properties'), 'file'));
  const files = file === undefined ? undefined : get(read(path.join(dir, file)), 'files');
  for (const asset of Object.values(isObject(files) ? files : {})) {
    const source = asText(get(get(asset, 'source'), 'path'));
    const destinations = get(asset, 'destinations');
    for (const destination of Object.values(isObject(destinations) ? destinations : {})) {
      const key = asText(get(destination, 'objectKey'));
      if (source !== undefined && key !== undefined) assets.set(key, source);
    }
  }
}

function read(file: string): Json {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}): is its folder a cloud assembly, made by \`cdk synth\`?`,
    );
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new StartError(`${file} is not JSON: ${(error as Error).message}`);
  }
}
