import { describe, expect, it } from 'vitest';
import { schemaVersions } from '../../../infra/lambda/schema-versions.ts';
import { days } from '../../../shared/declare/duration.ts';
import { topic } from '../../../shared/declare/topic.ts';
import type { FramingOption } from '../../../shared/declare/topic-schema.ts';
import { avro } from '../../../shared/schema/avro/avro.ts';

const withVersions = (name: string, count: number, framing: FramingOption = 'glue') =>
  topic(name, {
    partitions: 1,
    retention: days(1),
    value: avro({
      topic: name,
      attribute: 'value',
      compatibility: 'NONE',
      definitions: Array.from({ length: count }, (_, index) => `v${index}`),
    }),
    framing,
  });
const of = (topics: readonly ReturnType<typeof withVersions>[], pins = new Map<string, number>()) =>
  schemaVersions({ functionName: 'f', uses: { topics, pins }, idsOf: (schema) => `<${schema}>` });

describe('schemaVersions()', () => {
  it('is absent where no topic has a contract', () => {
    expect(of([])).toBeUndefined();
  });

  it('counts 36 characters an id, names and separators: 2,048 bytes are allowed', () => {
    // 55 ids and 54 commas are 2,034; the name has 13 and `=`.
    expect(of([withVersions('thirteen-char', 55)])).toBe('thirteen-char=<thirteen-char>');
    expect(() => of([withVersions('fourteen-chars', 55)])).toThrow(
      "function 'f': SCHEMA_VERSIONS in bytes is 2049; allowed: at most 2048, of which every version of a schema takes 37; it has fourteen-chars 2049",
    );
  });

  it('counts all schemas, pins and what is between them, and names each with its size', () => {
    const [a, b] = [withVersions('a', 27), withVersions('b', 27)];
    expect(of([a, b])).toBe('a=<a>;b=<b>');
    const c = withVersions('c', 2);
    expect(() => of([a, b, c], new Map([['b', 2]]))).toThrow(
      /in bytes is 2079; .*it has a 1000, b 1002, c 75$/,
    );
  });

  it('counts ids of another registry as they are', () => {
    const confluent = withVersions('a', 3, { confluent: [1, 22, 333] });
    expect(of([confluent])).toBe('a=1,22,333');
  });

  it('a pinned version of the last number is written as one, too', () => {
    expect(of([withVersions('a', 3)], new Map([['a', 3]]))).toBe('a@3=<a>');
  });
});
