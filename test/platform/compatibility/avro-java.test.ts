/**
 * Our verdicts beside those of Avro's own SchemaCompatibility and of a registry with the same modes, and what our
 * decoder reads beside what Avro's reads. A difference must be in the table, and one in the table must be there.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { jars } from '../../../local/java/jars.ts';
import { javaTools } from '../../../local/java/java-tools.ts';
import { decoded } from '../../compatibility/avro/decoded.ts';
import type { JavaVerdict, Pair } from '../../compatibility/avro/pairs/pair.ts';
import { PAIRS } from '../../compatibility/avro/pairs.ts';
import { COMPARING, HISTORIES } from '../../compatibility/histories.ts';

interface Answer {
  readonly pairs: readonly {
    readonly avro: JavaVerdict;
    readonly registry: JavaVerdict;
    readonly rewritten: readonly string[];
  }[];
  readonly histories: readonly JavaVerdict[];
}

const cacheDir = fileURLToPath(new URL('../../../.local/cache', import.meta.url));
const source = fileURLToPath(new URL('./avro-java/AvroVerdicts.java', import.meta.url));
const pom = fileURLToPath(new URL('./avro-java/pom.xml', import.meta.url));

const passes = ({ refused, noDefinition }: Pair): boolean =>
  refused === undefined && noDefinition === undefined;
const ours = (pair: Pair): JavaVerdict => {
  if (pair.noDefinition !== undefined) return 'no definition';
  return passes(pair) ? 'reads' : 'refuses';
};

const samples = PAIRS.map((pair) => (passes(pair) ? decoded(pair) : []));
const histories = HISTORIES.flatMap((history) => COMPARING.map((mode) => ({ ...history, mode })));
let answer: Answer;

beforeAll(async () => {
  const tools = await javaTools({ cacheDir });
  const classPath = await jars({ pom, cacheDir, tools, progress: () => {} });
  const given = {
    pairs: PAIRS.map(({ reader, writer }, index) => ({
      reader: JSON.stringify(reader),
      writer: JSON.stringify(writer),
      samples: samples[index]?.map(({ written }) => written.toString('base64')),
    })),
    histories: histories.map(({ mode, earlier, next }) => ({
      mode,
      earlier: earlier.map((each) => JSON.stringify(each)),
      next: JSON.stringify(next),
    })),
  };
  answer = await new Promise((resolve, reject) => {
    const child = execFile(
      tools.java,
      ['-cp', classPath.join(path.delimiter), source],
      { maxBuffer: 16 * 1024 * 1024 },
      (error, stdout) => (error === null ? resolve(JSON.parse(stdout)) : reject(error)),
    );
    child.stdin?.end(JSON.stringify(given));
  });
});

const table = PAIRS.map((pair, index) => ({ ...pair, index }));

describe("Avro's own verdict is ours, or the one that the table has for it", () => {
  test.each(table)('$name', ({ index, ...pair }) => {
    expect(pair.unlikeJava?.says).not.toBe(ours(pair));
    expect(answer.pairs[index]?.avro).toBe(pair.unlikeJava?.says ?? ours(pair));
  });
});

describe("the registry's verdict is Avro's", () => {
  test.each(table)('$name', ({ index }) => {
    const { avro, registry } = answer.pairs[index] as Answer['pairs'][number];
    // It gives up on what is no definition.
    expect(registry).toBe(avro === 'no definition' ? 'throws' : avro);
  });
});

describe('Avro and our decoder read the same from the same bytes', () => {
  test.each(table.filter(passes))('$name', ({ index }) => {
    const rewritten = samples[index]?.map((each) => each.rewritten.toString('base64'));
    expect(answer.pairs[index]?.rewritten).toEqual(rewritten);
  });
});

describe('the registry takes a version in the modes in which we do', () => {
  test.each(histories.map((history, index) => ({ ...history, index })))(
    '$mode: $name',
    ({ index, mode, taken }) => {
      expect(answer.histories[index]).toBe(taken.includes(mode) ? 'reads' : 'refuses');
    },
  );
});
