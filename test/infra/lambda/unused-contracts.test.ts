/** Small functions of an app whose topics have an Avro contract, a key's with it, and one of another format. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Declared } from '../../../infra/declared.ts';
import { handlerBundle } from '../../../infra/lambda/handler-bundle.ts';
import { endpoint } from '../../../shared/declare/endpoint.ts';
import { subscription } from '../../../shared/declare/subscription.ts';
import type { Topic } from '../../../shared/declare/topic.ts';
import type { Contract } from '../../../shared/schema/contract.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const dir = mkdtempSync(path.join(tmpdir(), 'unused-contracts-'));
afterAll(() => rmSync(dir, { recursive: true }));

const write = (file: string, code: string): void => {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), code);
};
const avroContract = (topic: string, attribute: string, definitions: readonly string[]) => `
  import { avro } from ${JSON.stringify(path.join(ROOT, 'shared/schema/avro/avro.ts'))};
  export interface Letter { readonly weight: number }
  export const ${attribute}Contract = avro<Letter>(${JSON.stringify({ topic, attribute, compatibility: 'NONE', definitions })});
`;

symlinkSync(path.join(ROOT, 'node_modules'), path.join(dir, 'node_modules'));
write('schemas/letters.v1/value/contract.ts', avroContract('letters.v1', 'value', ['"int"', '"long"']));
write('schemas/letters.v1/key/contract.ts', avroContract('letters.v1', 'key', ['"long"']));
write('schemas/legacy.v1/value/contract.ts', avroContract('legacy.v1', 'value', ['"int"', '"long"']));
// Another format, which needs nothing.
write(
  'schemas/notes.v1/value/contract.ts',
  `export const noteContract = {
    kind: 'contract', dataFormat: 'JSON', topic: 'notes.v1', attribute: 'value', compatibility: 'NONE',
    definitions: ['{}'], reader: () => () => 'read', writer: () => () => Buffer.from('notes are written'),
  };`,
);
write(
  'topics.ts',
  `import { days } from ${JSON.stringify(path.join(ROOT, 'shared/declare/duration.ts'))};
   import { topic } from ${JSON.stringify(path.join(ROOT, 'shared/declare/topic.ts'))};
   import { keyContract } from './schemas/letters.v1/key/contract.ts';
   import { type Letter, valueContract } from './schemas/letters.v1/value/contract.ts';
   import { valueContract as legacyContract } from './schemas/legacy.v1/value/contract.ts';
   import { noteContract } from './schemas/notes.v1/value/contract.ts';
   const kept = { partitions: 1, retention: days(1) };
   export const letters = topic<Letter>('letters.v1', { ...kept, key: keyContract, value: valueContract });
   export const legacy = topic('legacy.v1', { ...kept, value: legacyContract, framing: { confluent: [3, 4] } });
   export const notes = topic('notes.v1', { ...kept, value: noteContract });
  `,
);
const { letters, legacy, notes } = (await import(
  /* @vite-ignore */ pathToFileURL(path.join(dir, 'topics.ts')).href
)) as Readonly<Record<'letters' | 'legacy' | 'notes', Topic>>;
const functions = [
  endpoint('note', { method: 'POST', path: '/notes', publishes: [notes] }),
  endpoint('write', { method: 'POST', path: '/letters', publishes: [letters] }),
  subscription('read-letters', { topic: letters }),
  subscription('read-notes', { topic: notes }),
];
const declared: Declared = {
  topics: [letters, legacy, notes],
  subscriptions: functions.filter((each) => each.kind === 'subscription'),
  endpoints: functions.filter((each) => each.kind === 'endpoint'),
};

interface Bundled {
  readonly inputs: readonly string[];
  readonly topics: Readonly<Record<'letters' | 'legacy' | 'notes', Topic>>;
}

async function bundled(name: string): Promise<Bundled> {
  write(`functions/${name}/handler.ts`, "export * as handler from '../../topics.ts';");
  const of = functions.find((each) => each.name === name)!;
  const folder = path.join(dir, 'bundles', name);
  const { metafile } = await handlerBundle({
    declared,
    functionsDir: path.join(dir, 'functions'),
    of,
    folder,
  });
  const { handler } = await import(/* @vite-ignore */ pathToFileURL(path.join(folder, 'index.mjs')).href);
  return { inputs: Object.keys(metafile.inputs), topics: handler };
}

const contractOf = ({ value }: Topic): Contract => value as Contract;
const refused = (use: () => unknown): unknown => {
  try {
    return use();
  } catch (error) {
    return error;
  }
};

describe.each(['note', 'read-notes'])('the bundle of %s, which uses no Avro topic', async (name) => {
  const { inputs, topics } = await bundled(name);

  it('has no part of Avro in it', () => {
    expect(inputs.filter((each) => /avsc|schema\/avro/.test(each))).toEqual([]);
  });

  it('has the contract it uses', () => {
    expect(contractOf(topics.notes).definitions).toEqual(['{}']);
    expect(contractOf(topics.notes).reader(1, 'glue')(Buffer.alloc(0), 0, 0)).toBe('read');
  });

  it('declares all topics as they are, by contracts without definitions', () => {
    expect({ ...topics.legacy, value: undefined }).toEqual({ ...legacy, value: undefined });
    for (const [ours, real] of [
      [contractOf(topics.letters), contractOf(letters)],
      [topics.letters.keyContract!, letters.keyContract!],
    ] as const) {
      expect(ours.definitions).toEqual(real.definitions.map(() => ''));
      expect(ours).toMatchObject({ topic: 'letters.v1', attribute: real.attribute, dataFormat: 'AVRO' });
    }
  });

  it('refuses to read and to write what the function does not declare', () => {
    const { value } = topics.letters;
    const error = {
      code: 'schema-undeclared',
      message: `function '${name}' does not declare that it reads or publishes 'letters.v1'`,
    };
    expect(refused(() => contractOf({ ...letters, value }).reader(1, 'glue'))).toMatchObject(error);
    expect(refused(() => contractOf({ ...letters, value }).writer(1, 'glue'))).toMatchObject(error);
    expect(refused(() => topics.letters.keyContract?.reader(1, 'glue'))).toMatchObject(error);
  });
});

describe.each(['write', 'read-letters'])('the bundle of %s, which uses an Avro topic', async (name) => {
  const { inputs, topics } = await bundled(name);

  it('has Avro, and the contracts of values and keys', () => {
    expect(inputs.some((each) => each.includes('avsc'))).toBe(true);
    const write = contractOf(topics.letters).writer(2, 'glue');
    expect(contractOf(topics.letters).reader(2, 'glue')(write(5, 0), 0, 1)).toBe(5);
    expect(topics.letters.keyContract?.definitions).toEqual(['"long"']);
  });

  it('has nothing of the contract of another format', () => {
    expect(refused(() => contractOf(topics.notes).writer(1, 'glue'))).toMatchObject({
      code: 'schema-undeclared',
    });
  });
});
