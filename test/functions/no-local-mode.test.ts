/** What runs here is evidence of what runs in AWS only if no function can tell where it runs. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const sources = globSync(['functions/**/*.ts', 'shared/**/*.ts'], { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(path.join(ROOT, file), 'utf8'),
}));

/** What the template sets for every function, and what Lambda does. */
const VARIABLES = [
  'KAFKA_BROKERS',
  'CLAIM_CHECK_BUCKET',
  'DATA_BUCKET',
  'SCHEMA_VERSIONS',
  'SCHEMA_REGISTRY',
  'POWERTOOLS_SERVICE_NAME',
  'AWS_REGION',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
];

describe('functions have no local mode', () => {
  it('none of their code names this machine', () => {
    const named = sources.filter(({ text }) => /localhost|127\.0\.0\.1|\[::1\]/.test(text));
    expect(named.map(({ file }) => file)).toEqual([]);
  });

  it('one of them reads where AWS is: what signs for the registry itself, as the SDK would', () => {
    const read = sources.filter(({ text }) => text.includes('AWS_ENDPOINT_URL'));
    expect(read.map(({ file }) => file)).toEqual(['shared/schema/glue-registry.ts']);
  });

  it('none reads a variable that only one of both places sets', () => {
    const read = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/process\.env(?:\.(\w+)|\[['"](\w+)['"]\])|required\('(\w+)'\)/g)].map((match) => ({
        file,
        name: match[1] ?? match[2] ?? match[3],
      })),
    );
    expect(read.length).toBeGreaterThan(4);
    expect(read.filter(({ name }) => !VARIABLES.includes(name ?? ''))).toEqual([]);
  });

  it('a process connects to the brokers with IAM and in no other way', () => {
    const text = sources.find(({ file }) => file.endsWith('process-producer.ts'))?.text ?? '';
    expect(text).toContain("auth: { kind: 'iam'");
    const others = sources.filter(
      ({ file, text }) => file.startsWith('functions/') && /kind: 'plaintext'/.test(text),
    );
    expect(others).toEqual([]);
  });
});
