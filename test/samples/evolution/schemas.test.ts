import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkNext } from '../../../compatibility/check-next.ts';
import { refusedByGate } from '../../../samples/evolution/refusals/by-gate.ts';
import { version3 } from '../../../samples/evolution/refusals/version-3.ts';
import { parcelContract } from '../../../samples/evolution/schemas/parcels.v1/value/contract.ts';
import { parcelContract as before } from '../../../samples/evolution/schemas-before/parcels.v1/value/contract.ts';

const EVOLUTION = path.join(import.meta.dirname, '../../../samples/evolution');
const registered = (file: string): string =>
  JSON.stringify(JSON.parse(readFileSync(path.join(EVOLUTION, file), 'utf8')));

const { definitions: earlier, compatibility: mode } = parcelContract;

describe('the schemas of parcels', () => {
  it('are in the contracts as they are in the files', () => {
    const [v1, v2] = ['v1', 'v2'].map((version) => registered(`schemas/parcels.v1/value/${version}.avsc`));
    expect(parcelContract.definitions).toEqual([v1, v2]);
    expect(before.definitions).toEqual([registered('schemas-before/parcels.v1/value/v1.avsc')]);
    expect(before.definitions).toEqual([v1]);
    expect([mode, before.compatibility]).toEqual(['FULL', 'FULL']);
  });

  it('have a second version that may follow the first in both directions', () => {
    const [v1 = '', next = ''] = earlier;
    expect(checkNext({ format: 'AVRO', mode, earlier: [v1], next })).toEqual([]);
  });

  it('have a third that may not: of its type and of its field without a default', () => {
    const found = checkNext({ format: 'AVRO', mode, earlier, next: version3() });
    expect(found.map(({ path: at, version, direction }) => [at, version, direction])).toEqual([
      ['Parcel.weightGrams', 2, 'reads'],
      ['Parcel.insuredCents', 2, 'reads'],
      ['Parcel.weightGrams', 2, 'is-read'],
    ]);
  });

  it('are held by the gate, which names the file, the field and the rule', () => {
    const { ok, text } = refusedByGate();
    expect(text).toContain('schemas/parcels.v1/value/v3.avsc: Parcel.weightGrams: type-mismatch: ');
    expect(ok).toBe(true);
  });
});
