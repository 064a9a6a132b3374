import { expect, test } from 'vitest';
import { canRead } from '../../../compatibility/protobuf/can-read.ts';

const shop = (body: string): string => `syntax = "proto3"; package shop; ${body}`;

test('a reason names the fields on the way and what both sides have', () => {
  const reader = shop('message Order { repeated Line lines = 1; message Line { int32 amount = 1; } }');
  const writer = shop('message Order { repeated Line lines = 1; message Line { int64 amount = 1; } }');
  expect(canRead(reader, writer)).toEqual([
    {
      path: 'Order.lines.amount',
      rule: 'type-narrowed',
      message: 'the reader has int32, the writer has int64',
    },
  ]);
});

test('a message used twice is looked at once, where it is met first', () => {
  const parties = (type: string): string =>
    shop(`message Order { Party from = 1; Party to = 2; } message Party { ${type} name = 1; }`);
  const reasons = canRead(parties('int32'), parties('string'));
  expect(reasons.map(({ path, rule }) => [path, rule])).toEqual([['Order.from.name', 'type-changed']]);
});

test('an alias of a value that both know is no new value', () => {
  const status = (more: string): string =>
    shop(`message Order { Status status = 1; } enum Status { option allow_alias = true; NEW = 0; ${more} }`);
  expect(canRead(status(''), status('FRESH = 0;'))).toEqual([]);
});

test('in another package the same messages are compared', () => {
  const order = (name: string, type: string): string =>
    `syntax = "proto3"; package ${name}; message Order { Line line = 1; } message Line { ${type} sku = 1; }`;
  const reasons = canRead(order('a', 'int32'), order('b.c', 'string'));
  expect(reasons.map(({ path, rule, message }) => [path, rule, message])).toEqual([
    ['Order', 'package-changed', 'the reader has package a, the writer has package b.c'],
    ['Order.line.sku', 'type-changed', 'the reader has int32, the writer has string'],
  ]);
});
