import type { Expected } from './accounting/account.ts';
import { coordinates, termsOf } from './accounting/evidence.ts';
import type { BadRecord } from './bad-records.ts';
import type { SampleOrder } from './orders.ts';
import type { Acknowledged } from './publish-orders.ts';

/** What the account must find, from what was given to the platform. */
export function expectedOf(
  orders: readonly SampleOrder[],
  bad: readonly BadRecord[],
  acknowledged: readonly Acknowledged[],
): Expected {
  return {
    orders: new Map(
      orders.map(({ order, cents }) => [
        order.id,
        { customerId: order.customerId, cents, terms: termsOf(order) },
      ]),
    ),
    bad: new Map(bad.map(({ id, code }) => [id, code])),
    acknowledged: new Map(
      acknowledged
        .filter(({ offset }) => offset >= 0n)
        .map(({ id, offset, ...at }) => [coordinates({ ...at, offset: Number(offset) }), id]),
    ),
  };
}
