import { expect, it, test } from 'vitest';
import { commandLine } from '../../../infra/plan/command-line.ts';

const reasonOf = (...argv: string[]) => {
  const request = commandLine(argv);
  return request.kind === 'usage' ? request.reason : `not refused: ${JSON.stringify(request)}`;
};

test('nothing given: the plan of the default stage, without a load', () => {
  expect(commandLine([])).toEqual({
    kind: 'plan',
    stage: undefined,
    load: undefined,
    json: false,
    prices: false,
  });
});

test('a rate alone is a load of 1,024 bytes, a rule of 5 ms and no compression', () => {
  expect(commandLine(['--rate', '2000'])).toMatchObject({
    load: { rate: 2_000, bytes: 1_024, topic: undefined, ruleMs: 5, compression: 1 },
  });
});

test('every flag is read', () => {
  const argv = [
    '--stage=prod',
    '--rate=0.5',
    '--bytes=10',
    '--topic=t',
    '--rule-ms=0.1',
    '--compression=3.5',
    '--json',
  ];
  expect(commandLine(argv)).toEqual({
    kind: 'plan',
    stage: 'prod',
    load: { rate: 0.5, bytes: 10, topic: 't', ruleMs: 0.1, compression: 3.5 },
    json: true,
    prices: false,
  });
});

test('help wins over the rest of what is known', () => {
  expect(commandLine(['--rate', 'x', '--help'])).toEqual({ kind: 'help' });
});

it.each([
  ['--rate', '-5'],
  ['--rate', '0'],
  ['--rate', ''],
  ['--rate', '1e3'],
  ['--rate', '0x10'],
  ['--rate', 'NaN'],
  ['--rate', 'Infinity'],
  ['--rate', '1_000'],
  ['--rate', '1,000'],
  ['--rate', ' 5'],
  ['--rate', '٣'],
  ['--rate', '100000001'],
  ['--rate', '9'.repeat(400)],
])('%s %j is refused, and what is allowed is told', (flag, value) => {
  expect(reasonOf(`${flag}=${value}`)).toBe(
    `--rate is '${value}'; allowed: a number from 0.001 to 100000000`,
  );
});

it.each([
  ['bytes', '0', 'a whole number from 1 to 3145728'],
  ['bytes', '1.5', 'a whole number from 1 to 3145728'],
  ['bytes', '3145729', 'a whole number from 1 to 3145728'],
  ['rule-ms', '0', 'a number from 0.001 to 780000'],
  ['compression', '0.5', 'a number from 1 to 1000'],
])('--%s %s is refused', (flag, value, allowed) => {
  expect(reasonOf('--rate=1', `--${flag}=${value}`)).toBe(`--${flag} is '${value}'; allowed: ${allowed}`);
});

it.each(['bytes', 'topic', 'rule-ms', 'compression'])('--%s without a rate is refused', (flag) => {
  expect(reasonOf(`--${flag}=1`)).toBe(`--${flag} without --rate; allowed: with --rate`);
});

it.each([
  [['--rat', '5'], '--rat'],
  [['prod'], 'prod'],
  [['--json=yes'], '--json'],
  [['--stage'], '--stage'],
  [['-s', 'prod'], '-s'],
  [['--__proto__=1'], '__proto__'],
])('%j is refused by name, with the flags there are', (argv, named) => {
  expect(reasonOf(...argv)).toContain(named);
  expect(reasonOf(...argv)).toContain('allowed: --stage, --rate, --bytes');
});
