import { expect, test } from 'vitest';
import { failureDocument, failureKey } from '../../../local/mapping/failure-document.ts';
import { records } from './fake-log.ts';

const SOURCE = {
  eventSourceArn: 'arn:aws:kafka:us-east-1:000000000000:cluster/kafka/1',
  bootstrapServers: 'b-1:9098',
  topic: 'orders',
};
const PARTS = [
  { partition: 0, records: records([4, 5, 9]) },
  { partition: 2, records: records([1]) },
];
const FAILURE = {
  condition: 'RetryAttemptsExhausted',
  requestId: 'request',
  functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:invoice',
  invokeCount: 3,
  response: { functionError: 'Unhandled' },
  at: Date.UTC(2026, 10, 24, 12, 30, 5),
} as const;

test("is Lambda's: what failed, how often, which offsets, and the whole event as text", () => {
  const document = JSON.parse(failureDocument(SOURCE, PARTS, FAILURE));
  expect(document).toEqual({
    requestContext: {
      requestId: 'request',
      functionArn: FAILURE.functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 3,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: '2026-11-24T12:30:05.000Z',
    KafkaBatchInfo: {
      batchSize: 4,
      eventSourceArn: SOURCE.eventSourceArn,
      bootstrapServers: 'b-1:9098',
      payloadSize: Buffer.byteLength(document.payload),
      recordsInfo: {
        'orders-0': {
          firstRecordOffset: '4',
          lastRecordOffset: '9',
          firstRecordTimestamp: '2023-11-14T22:13:20.004Z',
          lastRecordTimestamp: '2023-11-14T22:13:20.009Z',
        },
        'orders-2': {
          firstRecordOffset: '1',
          lastRecordOffset: '1',
          firstRecordTimestamp: '2023-11-14T22:13:20.001Z',
          lastRecordTimestamp: '2023-11-14T22:13:20.001Z',
        },
      },
    },
    payload: expect.any(String),
  });
  const event = JSON.parse(document.payload);
  expect(event.eventSource).toBe('aws:kafka');
  expect(event.records['orders-0'].map(({ offset }: { offset: number }) => offset)).toEqual([4, 5, 9]);
});

test('a function that was never invoked has given no response', () => {
  const failure = { ...FAILURE, condition: 'MaximumPayloadSizeExceeded', response: null } as const;
  expect(JSON.parse(failureDocument(SOURCE, PARTS, failure)).responseContext).toBeNull();
});

test('its key says mapping, partition, day and moment', () => {
  const place = { mapping: 'uuid', topic: 'orders', partition: 2, at: FAILURE.at, id: 'id' };
  expect(failureKey(place)).toBe('aws/lambda/uuid/orders-2/2026/11/24/2026-11-24T12.30.05-id');
});
