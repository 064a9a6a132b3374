import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAssembly } from '../../../local/template/assembly.ts';
import { writeAssembly } from './sample-app.ts';

const names = (dir: string) => readAssembly(dir).stacks.map(({ name }) => name);

test('stacks come after those they depend on, also by way of other artifacts', () => {
  const template = {};
  const dir = writeAssembly({
    c: { template, dependencies: ['b'] },
    b: { template, dependencies: ['a', 'b.assets'] },
    a: { template },
  });
  expect(names(dir)).toEqual(['a', 'b', 'c']);
});

test('a stack has the name it is deployed under', () => {
  const dir = writeAssembly({ id: { template: {}, properties: { stackName: 'prod-kafka' } } });
  expect(names(dir)).toEqual(['prod-kafka']);
});

test('an unknown account and region are none', () => {
  const dir = writeAssembly({ a: { template: {}, environment: 'aws://unknown-account/unknown-region' } });
  expect(readAssembly(dir).stacks).toMatchObject([{ account: undefined, region: undefined }]);
});

test('artifacts that are no stacks are not looked at', () => {
  const dir = writeAssembly({ a: { template: {} } });
  const artifacts = { Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } }, odd: 7 };
  writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify({ artifacts }));
  expect(names(dir)).toEqual([]);
});

test('a folder is known by the key it is uploaded to', () => {
  const dir = writeAssembly({});
  const files = {
    hash: { source: { path: 'asset.hash' }, destinations: { here: { objectKey: 'hash.zip' } } },
    odd: 7,
  };
  const artifacts = { 'a.assets': { type: 'cdk:asset-manifest', properties: { file: 'a.assets.json' } } };
  writeFileSync(path.join(dir, 'a.assets.json'), JSON.stringify({ files }));
  writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify({ artifacts }));
  expect([...readAssembly(dir).assets]).toEqual([['hash.zip', 'asset.hash']]);
});

test.each([
  ['{', 'manifest.json is not JSON'],
  ['{"artifacts":[]}', 'its artifacts are not an object'],
  ['{"artifacts":{"a":{"type":"aws:cloudformation:stack"}}}', 'it names no templateFile'],
  [
    '{"artifacts":{"a":{"type":"aws:cloudformation:stack","properties":{"templateFile":"x.json"}}}}',
    'x.json cannot be read (ENOENT)',
  ],
  [
    '{"artifacts":{"a":{"dependencies":["b"]},"b":{"dependencies":["a"]}}}',
    'depend on one another: a → b → a',
  ],
  [
    '{"artifacts":{"s":{"type":"cdk:cloud-assembly"}}}',
    "stack 's', its artifact: it is an assembly within the assembly",
  ],
])('the manifest %s is refused', (manifest, message) => {
  const dir = writeAssembly({});
  writeFileSync(path.join(dir, 'manifest.json'), manifest);
  expect(() => readAssembly(dir)).toThrow(message);
});

test('a folder without a manifest is no assembly, and says how to make one', () => {
  expect(() => readAssembly('/nowhere')).toThrow('/nowhere/manifest.json cannot be read (ENOENT)');
  expect(() => readAssembly('/nowhere')).toThrow('cdk synth');
});
