import { expect, it, test } from 'vitest';
import { declared } from '../../../infra/declared.ts';
import { dollars } from '../../../infra/plan/figures.ts';
import { run } from '../../../infra/plan/run.ts';
import { more } from '../more-declarations.ts';
import { EXISTING, someAlarms } from './stage-with.ts';

const CONTEXT = {
  'cli-telemetry': false,
  stage: 'dev',
  stages: {
    dev: { cluster: { profile: 'small' } },
    prod: { cluster: { profile: 'standard' } },
    fast: { cluster: { profile: 'express' } },
    theirs: { cluster: EXISTING },
    wrong: { cluster: { profile: 'huge' } },
  },
};

function ran(argv: readonly string[], given = declared) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = run(argv, {
    context: CONTEXT,
    declared: given,
    countAlarms: someAlarms,
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

test('the default stage is that of cdk.json, another is named', () => {
  expect(ran([]).said).toContain("Stage 'dev': 3 × kafka.t3.small");
  expect(ran(['--stage', 'prod']).said).toContain("Stage 'prod': 3 × kafka.m7g.large");
});

it.each([
  [
    ['--stage', 'production'],
    "context: stage is 'production'; allowed: 'dev', 'prod', 'fast', 'theirs', 'wrong'",
  ],
  [['--stage', '__proto__'], "stage is '__proto__'"],
  [['--stage', ''], "stage is ''"],
  [['--stage', 'wrong'], "profile is 'huge'"],
  [
    ['--rate', '5', '--topic', 'orders'],
    "--topic is 'orders'; allowed: 'orders.events.v1', 'transactions.v1'",
  ],
  [
    ['--rate', '5', '--bytes', '2000000'],
    "--bytes is 2000000; allowed: at most 1048588 in 'orders.events.v1'",
  ],
  [['--rate', '5', '--rule-ms', '10001'], '--rule-ms is 10001; allowed: at most 10000'],
  [['--rate', 'many'], "--rate is 'many'"],
])('%j ends with 2 and says what is wrong, on stderr alone', (argv, message) => {
  const { code, said, complained } = ran(argv);
  expect([code, said]).toEqual([2, '']);
  expect(complained).toContain(message);
});

test('help tells every flag', () => {
  const { code, said } = ran(['--help']);
  expect(code).toBe(0);
  for (const flag of ['stage', 'rate', 'bytes', 'topic', 'rule-ms', 'compression', 'prices', 'json']) {
    expect(said).toContain(`--${flag} `);
  }
});

test('the prices are listed with their sources, for machines too', () => {
  expect(ran(['--prices']).said).toMatch(/pollerUnit +\$0\.185 +event poller unit and hour +documented/);
  const { prices, region } = JSON.parse(ran(['--prices', '--json']).said);
  expect(region).toBe('us-east-1');
  expect(prices.betweenZones).toMatchObject({ usd: 0.02, certainty: 'memory' });
  expect(prices['kafka.m7g.large']).toMatchObject({ usd: 0.204 });
});

test('for machines: one JSON document with the same totals', () => {
  const planned = JSON.parse(ran(['--stage', 'prod', '--rate', '100', '--json']).said);
  const { said } = ran(['--stage', 'prod', '--rate', '100']);
  expect(said).toContain(dollars(planned.underLoad.cost.monthly));
  expect(said).toContain(`nothing arriving: ${dollars(planned.cost.monthly)}`);
  expect(planned.underLoad.limits[0].code).toBe('storage');
});

test('every line of the bill is printed, and every topic, mapping and function', () => {
  const planned = JSON.parse(ran(['--stage', 'fast', '--rate', '100', '--json'], more).said);
  const lines = ran(['--stage', 'fast', '--rate', '100'], more).said.split('\n');
  const has = (...parts: string[]) => lines.some((text) => parts.every((part) => text.includes(part)));
  for (const { part, monthly } of planned.underLoad.cost.lines) {
    expect([part, has(part, dollars(monthly))]).toEqual([part, true]);
  }
  for (const { name, kind } of planned.topics) expect([name, has(name, kind)]).toEqual([name, true]);
  for (const { topic, functionName } of planned.mappings) {
    expect([topic, has(topic, functionName)]).toEqual([topic, true]);
  }
  for (const { code } of planned.underLoad.limits) expect([code, has(code)]).toEqual([code, true]);
});

test('what is on demand is named with every promise it loses', () => {
  const { said } = ran(['--stage', 'prod'], more);
  expect(said).toContain('on demand: list-orders. It loses:');
  for (const lost of ['no partial answers', 'no attempts and no halving', 'endpoints for Lambda and STS']) {
    expect(said).toContain(lost);
  }
  expect(said).toContain('lambda, sts, glue in 3 zones');
  expect(ran(['--stage', 'prod']).said).not.toContain('It loses');
  expect(ran(['--stage', 'theirs'], more).said).toContain("the VPC owner's: not planned");
});

test('the first limit is marked, and a load that is too much says so', () => {
  const { said } = ran(['--stage', 'prod', '--rate', '100', '--topic', 'orders.events.v1']);
  const marked = said.split('\n').filter((text) => text.includes('→'));
  expect(marked).toHaveLength(1);
  expect(marked[0]).toMatch(/→ +storage/);
  expect(said).toContain('  First: storage, at 1,290 records/s a topic. Turn: shorter retention');
  const much = ran(['--stage', 'dev', '--rate', '2000']).said;
  expect(much).toContain('TOO MUCH already: storage');
});

test('lines that do not apply to a cluster say so', () => {
  expect(ran(['--stage', 'fast', '--rate', '1']).said).toContain("storage has no limit: it is MSK's own");
  const { said } = ran(['--stage', 'theirs', '--rate', '1']);
  expect(said).toContain("6 × kafka.m7g.xlarge, somebody else's cluster");
  expect(said).toContain('storage is not known');
  expect(said).toContain('as the owner of the cluster has it');
});

test('an estimate of throughput is said to be one, a documented number is not', () => {
  expect(ran(['--stage', 'prod', '--rate', '1']).said).toContain('an estimate, AWS gives no number');
  expect(ran(['--stage', 'fast', '--rate', '1']).said).not.toContain('an estimate, AWS gives no number');
});

test('a topic that nobody reads says so', () => {
  expect(ran(['--rate', '1', '--topic', 'transactions.v1']).said).toContain('no function reads it');
});
