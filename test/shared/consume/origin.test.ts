import { expect, test } from 'vitest';
import { originOf } from '../../../shared/consume/origin.ts';

test.each([
  ['CREATE_TIME', 5, 'CreateTime'],
  ['CREATE_TIME', -1, 'CreateTime'],
  ['LOG_APPEND_TIME', 5, 'LogAppendTime'],
  [undefined, 5, 'CreateTime'],
  [undefined, -1, 'NoTimestampType'],
  ['NO_TIMESTAMP_TYPE', -1, 'NoTimestampType'],
])("a timestamp type of %s with the timestamp %i is Spring's %s", (timestampType, timestamp, type) => {
  const record = {
    topic: 'payments.v1',
    partition: 0,
    offset: 7,
    timestamp,
    ...(timestampType && { timestampType }),
  };
  const batch = { id: 'payments.v1-0', topic: 'payments.v1', partition: 0, tier: 0, records: [record] };
  expect(originOf(batch, record)).toMatchObject({ timestamp, timestampType: type });
});
