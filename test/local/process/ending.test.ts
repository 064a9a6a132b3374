import { describe, expect, it } from 'vitest';
import { Ending } from '../../../local/process/ending.ts';

describe('an ending', () => {
  it('ends phase after phase, whatever the order of adding', async () => {
    const ended: string[] = [];
    const ending = new Ending(() => {});
    ending.add('servers', () => void ended.push('servers'));
    ending.add('requests', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended.push('requests');
    });
    await ending.run();
    expect(ended).toEqual(['requests', 'servers']);
  });

  it('goes on when something fails, and says what', async () => {
    const ended: string[] = [];
    const failures: string[] = [];
    const ending = new Ending((phase, error) => failures.push(`${phase}: ${error.message}`));
    ending.add('mappings', () => Promise.reject(new Error('no answer')));
    ending.add('servers', () => void ended.push('servers'));
    await ending.run();
    expect({ ended, failures }).toEqual({ ended: ['servers'], failures: ['mappings: no answer'] });
  });

  it('runs once, however often it is asked for', async () => {
    let count = 0;
    const ending = new Ending(() => {});
    ending.add('process', () => {
      count += 1;
    });
    await Promise.all([ending.run(), ending.run()]);
    expect(count).toBe(1);
  });

  it('ends at once what is added while it runs: a start that was interrupted leaves nothing behind', async () => {
    let ended = false;
    const ending = new Ending(() => {});
    await ending.run();
    ending.add('servers', () => {
      ended = true;
    });
    expect(ended).toBe(true);
  });
});
