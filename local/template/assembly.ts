/**
 * The stacks of a cloud assembly, those that others depend on first. Everything else in it (assets, tree, reports) is
 * not looked at.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from '../start-error.ts';
import { asText, get, isList, isObject, type Json, type JsonObject } from './json.ts';
import { placeOf, refuse } from './place.ts';
import { dependencyOrder } from './resolve/dependency-order.ts';

export interface AssembledStack {
  readonly name: string;
  /** Undefined: the stack is bound to no account or region. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly template: Json;
}

export function readAssembly(dir: string): readonly AssembledStack[] {
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
  return order.flatMap((id) => {
    const artifact = get(artifacts, id);
    const type = get(artifact, 'type');
    if (type === 'cdk:cloud-assembly') {
      refuse(
        placeOf(id, 'its artifact'),
        'it is an assembly within the assembly (a Stage), which is not read here',
      );
    }
    return isObject(artifact) && type === 'aws:cloudformation:stack' ? [stackOf(dir, id, artifact)] : [];
  });
}

function dependenciesOf(artifact: Json | undefined): readonly string[] {
  const given = get(artifact, 'dependencies');
  return isList(given) ? given.filter((each) => typeof each === 'string') : [];
}

function stackOf(dir: string, id: string, artifact: JsonObject): AssembledStack {
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
