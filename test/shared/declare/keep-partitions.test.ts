import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { days } from '../../../shared/declare/duration.ts';
import { keepPartitions } from '../../../shared/declare/keep-partitions.ts';
import { plainJson } from '../../../shared/declare/plain-json.ts';
import { topic } from '../../../shared/declare/topic.ts';
import { invoiceContract, invoiceKeyContract } from '../../driver/contracts.ts';

const value = plainJson(z.object({ id: z.string() }));
const keyed = (partitions: number) =>
  topic('orders.v1', { partitions, retention: days(1), key: 'id', value });
const keyless = (partitions: number) => topic('clicks.v1', { partitions, retention: days(1), value });

describe('keepPartitions', () => {
  test('refuses more partitions of a topic with a key, since its keys would move away from their older records', () => {
    expect(() => keepPartitions({ 'orders.v1': [30] }, [keyed(60)])).toThrow(
      /^topic 'orders\.v1': partitions is 60; allowed: 30, as deployed: .*Declare a new topic, or append/,
    );
  });

  test('refuses fewer partitions, which Kafka has no way to', () => {
    expect(() => keepPartitions({ 'orders.v1': [30] }, [keyed(12)])).toThrow(/partitions is 12; allowed: 30/);
    expect(() => keepPartitions({ 'orders.v1': [30, 12] }, [keyed(12)])).toThrow(
      /history\[1\] is 12; allowed: a whole number from 31/,
    );
  });

  test('takes more partitions once the history says that they were meant', () => {
    expect(() => keepPartitions({ 'orders.v1': [30, 60] }, [keyed(60)])).not.toThrow();
  });

  test('refuses a topic with a key that has no history, and says the line to add', () => {
    expect(() => keepPartitions({}, [keyed(30)])).toThrow(
      /history of partitions is undefined; allowed: \[30\]/,
    );
    expect(() => keepPartitions({ 'orders.v1': [] }, [keyed(30)])).toThrow(/partitions is 30/);
  });

  test('refuses a topic whose keys have a contract, too', () => {
    const invoices = topic('invoices.v1', {
      partitions: 3,
      retention: days(1),
      key: invoiceKeyContract,
      value: invoiceContract,
    });
    expect(() => keepPartitions({}, [invoices])).toThrow(/allowed: \[3\], for a topic with a key/);
  });

  test('lets a topic without a key grow, unless it has a history of its own', () => {
    expect(() => keepPartitions({}, [keyless(9)])).not.toThrow();
    expect(() => keepPartitions({ 'clicks.v1': [3] }, [keyless(9)])).toThrow(/partitions is 9/);
  });
});
