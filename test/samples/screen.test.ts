import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Screen } from '../../samples/screen.ts';

const CLEAR = '\r\x1b[K';

function screen(out: { isTTY?: boolean; columns?: number } = {}) {
  const written: string[] = [];
  return { written, screen: new Screen({ ...out, write: (text: string) => written.push(text) }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('Screen', () => {
  test('writes a line that changed every two seconds where nobody watches', () => {
    const { screen: plain, written } = screen();
    let count = 0;
    plain.live(() => `line ${count}`);
    vi.advanceTimersByTime(2_000);
    vi.advanceTimersByTime(2_000);
    count = 1;
    vi.advanceTimersByTime(2_000);
    plain.still();
    vi.advanceTimersByTime(10_000);
    expect(written).toEqual(['line 0\n', 'line 1\n']);
  });

  test('rewrites one line on a terminal, cut to its width, and keeps it below what is said', () => {
    const { screen: tty, written } = screen({ isTTY: true, columns: 10 });
    tty.live(() => '0123456789abc');
    vi.advanceTimersByTime(200);
    tty.say('hello');
    tty.still();
    tty.say('bye');
    expect(written).toEqual([`${CLEAR}012345678`, `${CLEAR}hello\n012345678`, CLEAR, 'bye\n']);
  });
});
