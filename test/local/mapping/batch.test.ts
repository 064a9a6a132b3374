import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halves, recordCount } from '../../../local/mapping/batch.ts';
import { Lane } from '../../../local/mapping/lane.ts';
import { offsets, records } from './fake-log.ts';

test('halves hold every record once, in order, and differ by one at most', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }), (sizes) => {
      const parts = sizes.map((size, partition) => ({
        lane: new Lane('t', partition, 0, -1),
        partition,
        records: records(offsets(0, size - 1)),
      }));
      const [first, second] = halves(parts);
      expect([0, 1]).toContain(recordCount(second) - recordCount(first));
      for (const { partition, records: all } of parts) {
        const of = [...first, ...second].filter((part) => part.partition === partition);
        expect(of.flatMap((part) => part.records)).toEqual(all);
      }
    }),
  );
});
