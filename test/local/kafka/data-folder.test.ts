import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeDataFolder, refuseOtherCluster } from '../../../local/kafka/data-folder.ts';
import { nodes } from './nodes.ts';

const ours = { name: 'arn:ours', brokers: 3 };

async function folder() {
  const root = mkdtempSync(path.join(tmpdir(), 'data-folder-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const template = path.join(root, 'template');
  mkdirSync(template);
  writeFileSync(path.join(template, 'bootstrap.checkpoint'), 'levels');
  const make = async (name: string) => {
    const dir = path.join(root, name);
    await makeDataFolder(dir, ours, nodes(3), template);
    return dir;
  };
  return { dir: await make('data'), make, root };
}

const meta = (dir: string, id: number) => readFileSync(path.join(dir, String(id), 'meta.properties'), 'utf8');

describe('the data folder of a cluster', () => {
  it('has for each node its own ids and one cluster id', async () => {
    const { dir } = await folder();
    const all = [100, 1, 2, 3].map((id) => meta(dir, id));
    expect(new Set(all.map((text) => /^cluster\.id=(.{22})$/m.exec(text)?.[1])).size).toBe(1);
    expect(new Set(all.map((text) => /^directory\.id=([^-].{21})$/m.exec(text)?.[1])).size).toBe(4);
    expect(all.map((text) => /^node\.id=(\d+)$/m.exec(text)?.[1])).toEqual(['100', '1', '2', '3']);
    expect(readFileSync(path.join(dir, '2', 'bootstrap.checkpoint'), 'utf8')).toBe('levels');
  });

  it('is taken by its own cluster, and so is one that is not there yet', async () => {
    const { dir, root } = await folder();
    expect(() => refuseOtherCluster(dir, ours, nodes(3))).not.toThrow();
    expect(() => refuseOtherCluster(path.join(root, 'none'), ours, nodes(3))).not.toThrow();
  });

  it('is refused to another cluster and to another number of brokers', async () => {
    const { dir } = await folder();
    expect(() => refuseOtherCluster(dir, { ...ours, name: 'arn:other' }, nodes(3))).toThrow(
      `${dir} holds the cluster arn:ours of 3 brokers; this one is arn:other of 3: use --fresh`,
    );
    expect(() => refuseOtherCluster(dir, { ...ours, brokers: 1 }, nodes(1))).toThrow(
      'this one is arn:ours of 1',
    );
  });

  it("is refused when one node's folder is another cluster's or missing", async () => {
    const { dir, make } = await folder();
    const other = await make('other');
    writeFileSync(path.join(dir, '2', 'meta.properties'), meta(other, 2));
    expect(() => refuseOtherCluster(dir, ours, nodes(3))).toThrow(
      new RegExp(`^${dir}/2/meta.properties belongs to cluster .{22}, the folder to .{22}: use --fresh`),
    );
    rmSync(path.join(dir, '2'), { recursive: true });
    expect(() => refuseOtherCluster(dir, ours, nodes(3))).toThrow('belongs to cluster (unreadable)');
  });

  it('is refused without a record', async () => {
    const { dir } = await folder();
    writeFileSync(path.join(dir, 'cluster.json'), '{');
    expect(() => refuseOtherCluster(dir, ours, nodes(3))).toThrow('holds no readable cluster.json');
  });
});
