import { consume } from '../../../../../shared/consume/consume.ts';
import { transient } from '../../../../../shared/consume/verdict.ts';
import { parcelKeyContract } from '../../schemas/parcels.v1/key/contract.ts';
import { seen } from '../../topics.ts';
import { weigh } from './subscription.ts';

export const handler = consume(weigh, async ({ id, grams, label, note, fail }, { publish, record, key }) => {
  if (fail && record.attempt === 1) throw transient('asked-to', 'the record says so');
  const { depot, number } = key(parcelKeyContract);
  const what = `${depot}-${number} ${grams} g ${label.toString('hex')} ${note} attempt ${record.attempt}`;
  await publish({ topic: seen, value: { by: 'weigh', id, what } });
});
