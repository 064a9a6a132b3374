import { consume } from '../../../../../shared/consume/consume.ts';
import { transient } from '../../../../../shared/consume/verdict.ts';
import { seen } from '../../topics.ts';
import { ship } from './subscription.ts';

export const handler = consume(ship, async ({ id, parcels, fail }, { publish, record }) => {
  if (fail && record.attempt === 1) throw transient('asked-to', 'the record says so');
  const what = `${parcels.join(' ')} attempt ${record.attempt}`;
  await publish({ topic: seen, value: { by: 'ship', id, what } });
});
