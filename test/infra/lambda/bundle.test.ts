import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { handlerBundle } from '../../../infra/lambda/handler-bundle.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const LARGEST_BYTES = 1_100_000;
/** 60 to 160 ms each: paid by the first record, not by the start of the process. */
const LOADED_LATER = ['aws-msk-iam-sasl-signer-js', 'kafkajs', '@aws-sdk/client-s3'];

const dir = mkdtempSync(path.join(tmpdir(), 'bundle-test-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Files that are evaluated when `entry` is: all that is reached without an `import()`. */
function loadedWith(entry: string, { inputs }: Metafile, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const { path: to, kind, external } of inputs[entry]?.imports ?? []) {
    if (kind !== 'dynamic-import' && !external) loadedWith(to, { inputs, outputs: {} }, seen);
  }
  return seen;
}

const bundles = await Promise.all(
  [...declared.subscriptions, ...declared.endpoints].map(async (of) => {
    const folder = path.join(dir, of.name);
    const functionsDir = path.join(ROOT, 'functions');
    const { metafile } = await handlerBundle({ declared, functionsDir, of, folder });
    return { of, name: of.name, file: path.join(folder, 'index.mjs'), metafile };
  }),
);

it('a function without a handler is refused by name', async () => {
  const [of] = declared.endpoints;
  const made = handlerBundle({ declared, functionsDir: dir, of: of!, folder: dir });
  await expect(made).rejects.toThrow("function 'place-order': its handler is 'missing'; allowed: ");
});

describe.each(bundles)('the bundle of $name', ({ of, name, file, metafile }) => {
  const entry = path.join('functions', name, 'handler.ts');

  it(`has at most ${LARGEST_BYTES.toLocaleString('en')} bytes`, () => {
    expect(statSync(file).size).toBeLessThanOrEqual(LARGEST_BYTES);
  });

  it('needs nothing beside it but Node', () => {
    const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(outside.filter((each) => !isBuiltin(each))).toEqual([]);
  });

  it('has the definitions of the topics it reads or publishes, and no others', () => {
    const read = of.kind === 'subscription' ? [of.topic] : [];
    const used = [...read, ...of.publishes].map((each) => each.name);
    const code = readFileSync(file, 'utf8');
    for (const { name: topic, value } of declared.topics) {
      if (value.kind !== 'contract') continue;
      for (const definition of value.definitions) {
        const { name: type, fields } = JSON.parse(definition);
        const there = code.includes(`"name":"${type}"`) && code.includes(`"name":"${fields.at(-1).name}"`);
        expect(there, `${topic} in ${name}`).toBe(used.includes(topic));
      }
    }
  });

  it('loads Kafka client, signer and AWS SDK with the first record only', () => {
    const loaded = [...loadedWith(entry, metafile)];
    expect(loaded.length).toBeGreaterThan(10);
    for (const each of LOADED_LATER) {
      expect(loaded.filter((input) => input.includes(`node_modules/${each}/`))).toEqual([]);
      expect(Object.keys(metafile.inputs).some((input) => input.includes(`node_modules/${each}/`))).toBe(
        true,
      );
    }
  });

  it('exports a handler when it is loaded with the environment that its template sets', () => {
    const script = `process.stdout.write(typeof (await import(${JSON.stringify(file)})).handler)`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      env: {
        KAFKA_BROKERS: 'broker:9098',
        CLAIM_CHECK_BUCKET: 'claims',
        DATA_BUCKET: 'data',
        AWS_REGION: 'eu-west-1',
        POWERTOOLS_SERVICE_NAME: name,
      },
    });
    expect(output.toString()).toBe('function');
  });
});
