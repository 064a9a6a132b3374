import { beforeAll, describe, expect, test } from 'vitest';
import { canRead } from '../../../compatibility/protobuf/can-read.ts';
import { mayFollow } from '../../../compatibility/protobuf/may-follow.ts';
import { PAIRS } from '../../compatibility/protobuf/pairs.ts';
import { javaVerdicts } from './java-verdicts.ts';

let theirs: readonly (readonly string[])[];

beforeAll(async () => {
  theirs = await javaVerdicts('./protobuf-java', PAIRS);
});

// Apicurio has one check for what cannot be read and for what is left unreserved.
describe('Apicurio says the same of every pair, save where the table says why not', () => {
  test.each(PAIRS.map((pair, index) => ({ ...pair, index })))('$name', (pair) => {
    const { reader, writer, index, unlikeApicurio } = pair;
    const ours = [...canRead(reader, writer), ...mayFollow(reader, writer)];
    const alike = (ours.length === 0) === (theirs[index]?.length === 0);
    expect({ alike, theirs: theirs[index] }).toEqual({
      alike: unlikeApicurio === undefined,
      theirs: theirs[index],
    });
  });
});
