/**
 * Contracts that a function does not use stay out of its bundle, and with them whole formats: shared/topics.ts imports
 * those of every topic. In the place of schemas/<topic>/<attribute>/contract.ts comes one of the same shape, by which the
 * declarations that load with it still check, that neither reads nor writes.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import type { Topic } from '../../shared/declare/topic.ts';
import type { Contract } from '../../shared/schema/contract.ts';
import { contractsOf } from '../topic-contracts.ts';

const MODULE = /[\\/]schemas[\\/]([a-zA-Z0-9._-]+)[\\/](key|value)[\\/]contract\.ts$/;
const CONSTANT = /^\s*export const ([\w$]+)/gm;
const SCHEMA_ERROR = path.resolve(import.meta.dirname, '../../shared/schema/schema-error.ts');

export interface UnusedContractsProps {
  readonly functionName: string;
  /** Of the app. */
  readonly topics: readonly Topic[];
  readonly used: readonly Topic[];
}

export function unusedContracts({ functionName, topics, used }: UnusedContractsProps): Plugin {
  const unused = topics
    .filter(({ name }) => !used.some((each) => each.name === name))
    .flatMap((topic) => contractsOf(topic));
  return {
    name: 'unused-contracts',
    setup(build) {
      build.onLoad({ filter: MODULE }, async (module) => {
        const [, topic, attribute] = MODULE.exec(module.path) ?? [];
        const contract = unused.find((each) => each.topic === topic && each.attribute === attribute);
        if (contract === undefined) return undefined;
        const source = await readFile(module.path, 'utf8');
        const names = [...source.matchAll(CONSTANT)].map(([, name = '']) => name);
        return {
          contents: standIn(names, { contract, functionName }),
          resolveDir: path.dirname(module.path),
        };
      });
    },
  };
}

function standIn(
  names: readonly string[],
  { contract, functionName }: { readonly contract: Contract; readonly functionName: string },
): string {
  const { kind, topic, attribute, dataFormat, compatibility } = contract;
  const definitions = contract.definitions.map(() => '');
  const shape = JSON.stringify({ kind, topic, attribute, dataFormat, compatibility, definitions });
  const message = `function '${functionName}' does not declare that it reads or publishes '${topic}'`;
  return `
    import { SchemaError } from ${JSON.stringify(SCHEMA_ERROR)};
    const refuse = () => { throw new SchemaError('schema-undeclared', ${JSON.stringify(message)}); };
    const contract = { ...${shape}, reader: refuse, writer: refuse, fromJson: refuse };
    export { ${names.map((name) => `contract as ${name}`).join(', ')} };
  `;
}
