import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnTopic } from 'aws-cdk-lib/aws-msk';
import { afterAll, expect, it } from 'vitest';
import { recordPlugin } from '../../../infra/record/record-plugin.ts';
import type { Recorded } from '../../../infra/record/recorded.ts';

const outdir = mkdtempSync(path.join(tmpdir(), 'record-plugin-'));
afterAll(() => rmSync(outdir, { recursive: true }));

function synthesize(record: Recorded | undefined, acknowledged?: string): void {
  const app = new App({ outdir });
  Validations.of(app).addPlugins(recordPlugin({ name: 'infra/record/dev.json', path: '', record }));
  const stack = new Stack(app, 'kafka');
  for (const [id, partitionCount] of [
    ['Orders', 31],
    ['Clicks', 5],
  ] as const) {
    new CfnTopic(stack, id, { clusterArn: 'arn', topicName: id, partitionCount, replicationFactor: 3 });
  }
  if (acknowledged !== undefined) {
    Validations.of(app).acknowledge({ id: acknowledged, reason: 'in a hurry' });
  }
  app.synth();
}

const topic = (TopicName: string, PartitionCount: number) => ({
  Type: 'AWS::MSK::Topic',
  TopicName,
  PartitionCount,
});
const recordWith = (kafka: Recorded['stacks'][string]): Recorded => ({ stacks: { kafka }, retained: {} });

function failureOf(synthesis: () => void): string {
  try {
    synthesis();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it passed';
}

// Here, since the first synthesis of a process loads CloudFormation's rules.
const text = failureOf(() =>
  synthesize(recordWith({ Orders: topic('Orders', 30), Clicks: topic('Clicks', 6), Gone: topic('Gone', 1) })),
);

it('a synthesis fails with every finding, its reason and its way out', () => {
  expect(text).toMatch(/kafka\/Orders \(Orders\)/);
  expect(text).toMatch(/PartitionCount is 31; recorded: 30\. With more partitions a key goes to another one/);
  expect(text).toMatch(/Once no consumer depends on the order of a key/);
  expect(text).toMatch(/PartitionCount is 5; recorded: 6\. Kafka cannot take partitions away/);
  expect(text).toMatch(/the logical id is absent; recorded: "Gone"/);
  expect(text).toMatch(/infra\/record\/dev\.json by hand.*never deployed.*delete its file/s);
});

it('a finding cannot be acknowledged', () => {
  const record = recordWith({ Orders: topic('Orders', 30) });
  const text = failureOf(() => synthesize(record, 'Record::PartitionCount'));
  expect(text).toMatch(/PartitionCount is 31; recorded: 30/);
});

it('a synthesis passes with what is new', () => {
  expect(() => synthesize(recordWith({ Orders: topic('Orders', 31) }))).not.toThrow();
});

it('a stage without a record is not held to anything', () => {
  expect(() => synthesize(undefined)).not.toThrow();
});
