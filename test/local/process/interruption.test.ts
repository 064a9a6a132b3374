import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('../../../local/process/interruption.ts', import.meta.url).href;

/** A process that is interrupted at these ms: what it says, and the status it ends with. */
function interruptedAt(...times: readonly number[]): { said: string; status: number } {
  const script = `
    const { interruption } = await import(${JSON.stringify(MODULE)});
    const signal = interruption(() => console.log('first'));
    signal.addEventListener('abort', () => console.log(signal.reason.code));
    for (const ms of ${JSON.stringify(times)}) setTimeout(() => process.emit('SIGINT', 'SIGINT'), ms);
    setTimeout(() => process.exit(0), 800);`;
  try {
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    return { said, status: 0 };
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number };
    return { said: stdout, status };
  }
}

describe('an interruption', () => {
  it('aborts the signal the first time and ends the process the second', () => {
    expect(interruptedAt(0, 450)).toEqual({ said: 'first\ninterrupted\n', status: 130 });
  });

  it('is one when npm passes on what the terminal has said already', () => {
    expect(interruptedAt(0, 0, 1)).toEqual({ said: 'first\ninterrupted\n', status: 0 });
  });
});
