import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { run } from '../../../infra/record/run.ts';
import type { Templates } from '../../../infra/record/stage-templates.ts';

let folder: string;
let said: string[];
let complained: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'record-run-'));
  said = [];
  complained = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Topics and their partitions. */
const templates = (partitions: Readonly<Record<string, number>>): Templates => {
  const topics = Object.entries(partitions).map(([TopicName, PartitionCount]) => [
    TopicName,
    { Type: 'AWS::MSK::Topic', Properties: { TopicName, PartitionCount } },
  ]);
  return { kafka: { Resources: Object.fromEntries(topics) } };
};
const orders = templates({ Orders: 3 });
const ordersAndClicks = templates({ Orders: 3, Clicks: 1 });
const moreOrders = templates({ Orders: 4, Clicks: 1 });

const runWith = (given: Templates, ...argv: readonly string[]) =>
  run(argv, {
    stages: ['dev', 'prod'],
    templates: async () => given,
    folder,
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
const textOf = (stage: string) => readFileSync(path.join(folder, `${stage}.json`), 'utf8');

describe('write', () => {
  it('records every stage, and again changes nothing', async () => {
    expect(await runWith(orders, 'write')).toBe(0);
    const [dev, prod] = [textOf('dev'), textOf('prod')];
    expect(dev).toContain('"PartitionCount": 3');
    expect(prod).toBe(dev);
    said = [];
    expect(await runWith(orders, 'write')).toBe(0);
    expect([textOf('dev'), textOf('prod')]).toEqual([dev, prod]);
    expect(said).toEqual([
      expect.stringMatching(/dev\.json: up to date/),
      expect.stringMatching(/prod\.json: up to date/),
    ]);
  });

  it('records one stage alone', async () => {
    expect(await runWith(orders, 'write', '--stage', 'prod')).toBe(0);
    expect(textOf('prod')).toContain('Orders');
    expect(() => textOf('dev')).toThrow();
  });

  it('adds what is new and says so', async () => {
    await runWith(orders, 'write', '--stage', 'dev');
    expect(await runWith(ordersAndClicks, 'write', '--stage', 'dev')).toBe(0);
    expect(textOf('dev')).toContain('"TopicName": "Clicks"');
    expect(said.at(-1)).toMatch(/dev\.json: kafka Clicks: AWS::MSK::Topic 'Clicks' is new/);
  });

  it('leaves a record with a finding as it is, what is new included', async () => {
    await runWith(orders, 'write', '--stage', 'dev');
    const before = textOf('dev');
    expect(await runWith(moreOrders, 'write', '--stage', 'dev')).toBe(1);
    expect(textOf('dev')).toBe(before);
    expect(complained.join('\n')).toMatch(
      /dev\.json: kafka Orders: PartitionCount is 4; recorded: 3\. .*by hand/s,
    );
  });

  it('goes on once the finding is settled by hand', async () => {
    await runWith(orders, 'write', '--stage', 'dev');
    writeFileSync(
      path.join(folder, 'dev.json'),
      textOf('dev').replace('"PartitionCount": 3', '"PartitionCount": 4'),
    );
    expect(await runWith(moreOrders, 'write', '--stage', 'dev')).toBe(0);
    expect(textOf('dev')).toContain('Clicks');
  });
});

describe('check', () => {
  it('passes where a record says all', async () => {
    await runWith(orders, 'write');
    expect(await runWith(orders, 'check')).toBe(0);
    expect(complained).toEqual([]);
  });

  it('says what is not recorded, and writes nothing', async () => {
    await runWith(orders, 'write', '--stage', 'dev');
    const before = textOf('dev');
    expect(await runWith(ordersAndClicks, 'check', '--stage', 'dev')).toBe(1);
    expect(textOf('dev')).toBe(before);
    expect(complained).toEqual([
      expect.stringMatching(/dev\.json: kafka Clicks: AWS::MSK::Topic 'Clicks' is new/),
      expect.stringMatching(/dev\.json: not up to date; `npm run record` writes it/),
    ]);
  });

  it('fails for one stage of two, with a finding or without a file', async () => {
    await runWith(orders, 'write', '--stage', 'dev');
    expect(await runWith(orders, 'check')).toBe(1);
    expect(complained.at(-1)).toMatch(/prod\.json: not up to date/);
    await runWith(orders, 'write');
    writeFileSync(
      path.join(folder, 'dev.json'),
      textOf('dev').replace('"PartitionCount": 3', '"PartitionCount": 2'),
    );
    expect(await runWith(orders, 'check')).toBe(1);
  });

  it('does not take a broken record for none', async () => {
    writeFileSync(path.join(folder, 'dev.json'), '{');
    await expect(runWith(orders, 'write', '--stage', 'dev')).rejects.toThrow(/dev\.json: its text is/);
  });
});

test.each<[argv: string, message: RegExp]>([
  ['', /''; allowed: one of write, check/],
  ['sync', /'sync'; allowed: one of write, check/],
  ['write check', /'write check'; allowed/],
  ['write --stage test', /--stage 'test'; allowed: dev, prod/],
  ['write --force', /--force.*; allowed: --stage/],
  ['write --stage', /allowed: --stage/],
])('the command line `%s` is not understood', async (argv, message) => {
  expect(await runWith(orders, ...argv.split(' ').filter(Boolean))).toBe(2);
  expect(complained.join('\n')).toMatch(message);
  expect(complained.join('\n')).toContain('npm run record');
});
