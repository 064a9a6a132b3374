import { expect, test } from 'vitest';
import { childOf, isTraceparent, traceIdOf } from '../../../shared/produce/traceparent.ts';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;

test('a traceparent is told from anything else, and from one in upper case', () => {
  expect(isTraceparent(TRACEPARENT)).toBe(true);
  for (const other of ['', 'nonsense', TRACEPARENT.toUpperCase(), `${TRACEPARENT}-00`]) {
    expect(isTraceparent(other)).toBe(false);
  }
  expect(traceIdOf(TRACEPARENT)).toBe(TRACE_ID);
});

test('a child keeps version, trace and flags, and has a span of its own', () => {
  const [first, second] = [childOf(TRACEPARENT), childOf(TRACEPARENT)];
  for (const child of [first, second]) {
    expect(child).toMatch(new RegExp(`^00-${TRACE_ID}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
  }
  expect(first).not.toBe(second);
  expect(childOf('nonsense')).toBe('nonsense');
});
