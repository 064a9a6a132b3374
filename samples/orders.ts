/**
 * The CDNOW sample as orders. A row has no natural key, so its position is its order id. The amount in cents is made from
 * the digits of the file, so that it can be held against what the functions made of the amount.
 */
import { readFileSync } from 'node:fs';
import type { Order } from '../schemas/orders.events.v1/value/contract.ts';
import { dayOf } from '../shared/calendar-day.ts';
import { giftMessage } from './gift-message.ts';

export interface SampleOrder {
  readonly order: Order;
  readonly cents: number;
}

/** Every 461st row from the 231st on: fifteen orders over the whole file, one of them among the first 500. */
const GIFT_EVERY = 461;
const GIFT_FROM = 230;

const ROW = /^ *\d+ +(\d+) +(\d{4})(\d{2})(\d{2}) +(\d+) +(\d+)\.(\d{2})$/;

export function sampleOrders(
  text = readFileSync(new URL('data/cdnow-sample.txt', import.meta.url), 'utf8'),
): readonly SampleOrder[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(sampleOrder);
}

export const isLarge = (index: number): boolean => index % GIFT_EVERY === GIFT_FROM;

function sampleOrder(line: string, index: number): SampleOrder {
  const row = ROW.exec(line);
  if (row === null) {
    throw new Error(`line ${index + 1} of the sample is not 'id id YYYYMMDD count dollars.cents'`);
  }
  const [, customer, year, month, day, quantity, dollars, cents] = row;
  return {
    cents: Number(`${dollars}${cents}`),
    order: {
      id: `cdnow-${String(index + 1).padStart(5, '0')}`,
      amount: Number(`${dollars}.${cents}`),
      status: 'PENDING',
      customerId: `cdnow-${customer}`,
      placedOn: dayOf(`${year}-${month}-${day}`) ?? null,
      quantity: Number(quantity),
      giftMessage: isLarge(index) ? giftMessage(index) : null,
    },
  };
}
