import { beforeAll, describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/json-schema/can-read.ts';
import { definitionText, PAIRS } from '../../compatibility/json-schema/pairs.ts';
import { javaVerdicts } from './java-verdicts.ts';

const texts = PAIRS.map(({ reader, writer }) => ({
  reader: definitionText(reader),
  writer: definitionText(writer),
}));
let theirs: readonly (readonly string[])[];

beforeAll(async () => {
  theirs = await javaVerdicts('./json-java', texts);
});

describe('Apicurio says the same of every pair, save where the table says why not', () => {
  test.each(PAIRS.map((pair, index) => ({ ...pair, index })))('$name', (pair) => {
    const { reader, writer, index, unlikeApicurio } = pair;
    const ours = canRead(definitionText(reader), definitionText(writer));
    const alike = (ours.length === 0) === (theirs[index]?.length === 0);
    expect({ alike, theirs: theirs[index] }).toEqual({
      alike: unlikeApicurio === undefined,
      theirs: theirs[index],
    });
  });
});
