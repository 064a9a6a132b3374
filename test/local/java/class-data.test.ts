import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { classData } from '../../../local/java/class-data.ts';
import { fakeProgram } from './fake-program.ts';

/** Copies the list it is given into the archive it is to make. */
const DUMP = `
for word in "$@"; do case "$word" in
-XX:SharedClassListFile=*) list="\${word#*=}";;
-XX:SharedArchiveFile=*) archive="\${word#*=}";;
esac; done
cp "$list" "$archive"`;

function program(script = DUMP, build = '17.0.15+6') {
  const root = mkdtempSync(path.join(tmpdir(), 'class-data-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const java = fakeProgram(path.join(root, 'java'), script);
  const tools = { java, javac: '', jar: '', keytool: '', mvn: '', home: '/jdk', build };
  const lines: string[] = [];
  const data = (classPath = ['a.jar']) =>
    classData({
      name: 'sample',
      cacheDir: root,
      tools,
      classPath,
      collector: '-XX:+UseSerialGC',
      log: (text) => lines.push(text),
    });
  return { root, data, lines, archives: () => readdirSync(root).filter((name) => name.endsWith('.jsa')) };
}

const listOf = (flags: readonly string[]) => flags[0]!.replace('-XX:DumpLoadedClassList=', '');

describe('an archive of classes', () => {
  it('is made from what all JVMs of the program loaded, and used from then on', async () => {
    const { root, data, archives, lines } = program();
    const first = data();
    writeFileSync(listOf(first.flags('one')), 'java/lang/Object id: 0\nkafka/A id: 7\nhalf/writ');
    writeFileSync(
      listOf(first.flags('two')),
      'java/lang/Object id: 0\nkafka/A id: 3\nkafka/B id: 4\nX source: y id: 5\n',
    );
    await first.train();
    await first.stop();
    expect(lines).toEqual([expect.stringMatching(/^sample: archive of classes made in/)]);
    const [archive] = archives();
    expect(readFileSync(path.join(root, archive!), 'utf8')).toBe('java/lang/Object\nkafka/A\nkafka/B\n');
    for (const each of [first, data()])
      expect(each.flags('one')).toEqual([
        '-Xshare:auto',
        `-XX:SharedArchiveFile=${path.join(root, archive!)}`,
      ]);
    const other = data(['b.jar']);
    expect(other.flags('one')).not.toContain('-Xshare:auto');
    await other.stop();
  });

  it('is not there in half when its making is ended', async () => {
    const { data, archives, lines } = program('exec sleep 60');
    const sample = data();
    const list = listOf(sample.flags('one'));
    const training = sample.train();
    await sample.stop();
    await training;
    expect(archives()).toEqual([]);
    expect(lines).toEqual([]);
    expect(existsSync(path.dirname(list))).toBe(false);
    expect(sample.flags('one')).toEqual([]);
  });

  it('that cannot be made is told, and nothing else fails', async () => {
    const { data, archives, lines } = program('echo "class list format error"; exit 1');
    const sample = data();
    await sample.train();
    expect(sample.flags('one')).toEqual([]);
    await sample.stop();
    expect(archives()).toEqual([]);
    expect(lines).toEqual([
      'sample: no archive of classes, starts stay slower: exit status 1\nclass list format error',
    ]);
  });
});
