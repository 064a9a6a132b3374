import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jars } from '../../../local/java/jars.ts';
import { fakeProgram } from './fake-program.ts';

/** Says what Maven says, and copies two jars where it is told to. */
const MAVEN = `
for word in "$@"; do case "$word" in -DoutputDirectory=*) into="\${word#-DoutputDirectory=}";; esac; done
if [ -e "$0.running" ]; then echo overlapped >> "$0.log"; fi
touch "$0.running"; echo run >> "$0.log"; sleep 0.3
echo "Downloaded from central: https://example.org/b.jar (1.5 MB at 2 MB/s)"
touch "$into/b.jar" "$into/a.jar"; rm "$0.running"`;

function project(script = MAVEN) {
  const root = mkdtempSync(path.join(tmpdir(), 'jars-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const mvn = fakeProgram(path.join(root, 'mvn'), script);
  const pom = path.join(root, 'pom.xml');
  writeFileSync(pom, '<project><artifactId>sample</artifactId></project>');
  const cacheDir = path.join(root, 'cache');
  const tools = { java: '', javac: '', jar: '', keytool: '', mvn, home: '/jdk', build: '17' };
  const lines: string[] = [];
  const fetch = () => jars({ pom, cacheDir, tools, progress: (text) => lines.push(text) });
  return { pom, cacheDir, fetch, lines, runs: () => readFileSync(`${mvn}.log`, 'utf8').trim().split('\n') };
}

describe('the jars of a pom', () => {
  it('are fetched once and listed in order', async () => {
    const { fetch, runs, lines } = project();
    const first = await fetch();
    expect(first.map((file) => path.basename(file))).toEqual(['a.jar', 'b.jar']);
    expect(await fetch()).toEqual(first);
    expect(runs()).toEqual(['run']);
    expect(lines).toEqual(['sample: fetching jars with Maven', 'sample: 2 jars ready']);
  });

  it('are fetched anew when the pom changes', async () => {
    const { pom, fetch, runs } = project();
    const [before] = await fetch();
    writeFileSync(pom, '<project><artifactId>other</artifactId></project>');
    expect((await fetch())[0]).not.toBe(before);
    expect(runs()).toEqual(['run', 'run']);
  });

  it('are fetched once for everyone who asks at once', async () => {
    const { fetch, runs, cacheDir } = project();
    const [one, two] = await Promise.all([fetch(), fetch()]);
    expect(one).toEqual(two);
    expect(runs()).toEqual(['run']);
    expect(readdirSync(cacheDir).filter((name) => name.startsWith('jars-'))).toHaveLength(1);
  });

  it('of two poms are fetched one after the other', async () => {
    const { pom, fetch, runs } = project();
    const first = fetch();
    writeFileSync(pom, '<project><artifactId>other</artifactId></project>');
    await Promise.all([first, fetch()]);
    expect(runs()).toEqual(['run', 'run']);
  });

  it('are refused where nothing can be written, by name', async () => {
    const { fetch, cacheDir } = project();
    writeFileSync(cacheDir, '');
    await expect(fetch()).rejects.toThrow(`${cacheDir}/maven cannot be written`);
  });

  it('are refused with the last words of a Maven that fails, and tried again the next time', async () => {
    const { fetch, cacheDir } = project(
      'echo "[ERROR] Could not transfer artifact kafka: Connection refused"; exit 1',
    );
    await expect(fetch()).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(/exit status 1.*Connection refused.*is the network reachable\?/s),
    });
    expect(readdirSync(cacheDir).filter((name) => name.startsWith('jars-'))).toEqual([]);
    expect(existsSync(path.join(cacheDir, 'maven', 'lock'))).toBe(false);
  });
});
