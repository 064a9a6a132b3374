import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { madeOnce } from '../../../local/java/made-once.ts';

function place() {
  const root = mkdtempSync(path.join(tmpdir(), 'made-once-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return { root, dir: path.join(root, 'cache', 'thing') };
}

const write = (text: string) => async (into: string) => writeFileSync(path.join(into, 'file'), text);

describe('a folder that is made once', () => {
  it('is kept as the first of two makers at once made it', async () => {
    const { root, dir } = place();
    await Promise.all([madeOnce(dir, write('one')), madeOnce(dir, write('two'))]);
    await madeOnce(dir, write('three'));
    expect(['one', 'two']).toContain(readFileSync(path.join(dir, 'file'), 'utf8'));
    expect(readdirSync(path.join(root, 'cache'))).toEqual(['thing']);
  });

  it('is not there in half when its maker fails', async () => {
    const { root, dir } = place();
    const failing = madeOnce(dir, async (into) => {
      await write('half')(into);
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(path.join(root, 'cache'))).toEqual([]);
  });

  it('is refused by name where nothing can be written', async () => {
    const { root } = place();
    const file = path.join(root, 'file');
    writeFileSync(file, '');
    await expect(madeOnce(path.join(file, 'thing'), write(''))).rejects.toThrow(`${file} cannot be written`);
  });
});
