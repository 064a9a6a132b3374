import { consume } from '../../../../../shared/consume/consume.ts';
import { seen } from '../../topics.ts';
import { visit } from './subscription.ts';

export const handler = consume(visit, async ({ id, page }, { publish }) => {
  await publish({ topic: seen, value: { by: 'visit', id, what: page } });
});
