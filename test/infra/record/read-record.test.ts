import { describe, expect, it, test } from 'vitest';
import { readRecord } from '../../../infra/record/read-record.ts';
import { recordText } from '../../../infra/record/record-text.ts';

const read = (record: unknown) => readRecord(JSON.stringify(record), 'infra/record/dev.json');
const ofTopic = (topic: unknown) => ({ stacks: { kafka: { Orders: topic } }, retained: {} });

describe('a record', () => {
  test.each<[what: string, text: string, message: RegExp]>([
    ['no JSON', '{ "stacks": ', /infra\/record\/dev\.json: its text is .*; allowed: JSON/],
    ['a merge that was not settled', '<<<<<<< ours\n{}', /its text is .*; allowed: JSON/s],
    ['an empty file', '', /its text is/],
    ['a list', '[]', /the record is \[\]; allowed: an object/],
    ['null', 'null', /the record is null; allowed: an object/],
  ])('%s: is refused', (_, text, message) => {
    expect(() => readRecord(text, 'infra/record/dev.json')).toThrow(message);
  });

  test.each<[what: string, record: unknown, message: RegExp]>([
    ['without its stacks', { retained: {} }, /stacks is undefined; allowed: an object/],
    ['without what is retained', { stacks: {} }, /retained is undefined; allowed: an object/],
    [
      'with a key that no one reads',
      { stacks: {}, retained: {}, retaned: {} },
      /is 'retaned'; allowed: stacks, retained/,
    ],
    [
      'of a stack that is none',
      { stacks: { kafka: [] }, retained: {} },
      /stack 'kafka' is \[\]; allowed: an object/,
    ],
    ['of a resource that is none', ofTopic('orders'), /'Orders' is 'orders'; allowed: an object/],
    [
      'of a resource without a type',
      ofTopic({ TopicName: 'orders' }),
      /the Type of 'Orders' is undefined; allowed: 'AWS::/,
    ],
    [
      'of a type that is not recorded',
      ofTopic({ Type: 'AWS::SNS::Topic' }),
      /'AWS::SNS::Topic'; allowed: .*'AWS::MSK::Topic'/,
    ],
    [
      'with a property that no rule reads',
      ofTopic({ Type: 'AWS::MSK::Topic', PartitonCount: 3 }),
      /a key of 'Orders' is 'PartitonCount'; allowed: Type, .*PartitionCount/,
    ],
    [
      'that retains what never stays',
      { stacks: {}, retained: { 'AWS::EC2::VPC': [] } },
      /is 'AWS::EC2::VPC'; allowed: .*AWS::MSK::Topic/,
    ],
    [
      'that retains no list',
      { stacks: {}, retained: { 'AWS::MSK::Topic': 'a' } },
      /is 'a'; allowed: a list of names/,
    ],
    [
      'that retains no names',
      { stacks: {}, retained: { 'AWS::MSK::Topic': [1] } },
      /is \[1\]; allowed: a list of names/,
    ],
  ])('%s: is refused', (_, record, message) => {
    expect(() => read(record)).toThrow(message);
  });
});

describe('the text of a record', () => {
  const record = {
    stacks: {
      kafka: {
        Orders: {
          Type: 'AWS::MSK::Topic',
          TopicName: 'orders',
          PartitionCount: 3,
          Configs: { b: '2', a: '1' },
        },
        Data: { Type: 'AWS::S3::Bucket', BucketName: null },
      },
      functions: {},
    },
    retained: { 'AWS::MSK::Topic': ['old.v2', 'old.v1'] },
  };

  it('has a line for each property and name, in order', () => {
    expect(recordText(record)).toBe(`{
  "stacks": {
    "functions": {},
    "kafka": {
      "Data": {
        "Type": "AWS::S3::Bucket",
        "BucketName": null
      },
      "Orders": {
        "Type": "AWS::MSK::Topic",
        "Configs": {"a":"1","b":"2"},
        "PartitionCount": 3,
        "TopicName": "orders"
      }
    }
  },
  "retained": {
    "AWS::MSK::Topic": [
      "old.v1",
      "old.v2"
    ]
  }
}
`);
  });

  it('is read as what was written', () => {
    expect(readRecord(recordText(record), 'dev.json')).toEqual({
      ...record,
      retained: { 'AWS::MSK::Topic': ['old.v1', 'old.v2'] },
    });
  });
});
