import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { javaTools } from '../../../local/java/java-tools.ts';
import { fakeProgram } from './fake-program.ts';

function machine() {
  const root = mkdtempSync(path.join(tmpdir(), 'java-tools-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const asked = path.join(root, 'asked');
  /** A Java of this version, with these programs beside it. */
  const java = (name: string, version: string, programs = ['javac', 'jar', 'keytool']) => {
    const home = path.join(root, name);
    fakeProgram(
      path.join(home, 'bin', 'java'),
      `echo ${name} >> ${asked}
printf '    java.home = ${home}\\n    java.runtime.version = ${version}+6\\n    java.version = ${version}\\n' >&2`,
    );
    for (const program of programs) fakeProgram(path.join(home, 'bin', program), '');
    return home;
  };
  const maven = path.dirname(fakeProgram(path.join(root, 'maven', 'mvn'), ''));
  const find = (folders: readonly string[], JAVA_HOME?: string) =>
    javaTools({ cacheDir: path.join(root, 'cache'), env: { PATH: folders.join(':'), JAVA_HOME } });
  return { root, java, maven, find, asked: () => readFileSync(asked, 'utf8').trim().split('\n') };
}

describe('the programs of Java', () => {
  it('are those at JAVA_HOME before those on PATH', async () => {
    const { java, maven, find } = machine();
    const [home, other] = [java('home', '21.0.1'), java('other', '17.0.15')];
    const tools = await find([path.join(other, 'bin'), maven], home);
    expect(tools).toMatchObject({ home, build: '21.0.1+6', java: `${home}/bin/java`, mvn: `${maven}/mvn` });
  });

  it('are the first that run: one that is old is refused though a fit one stands behind it', async () => {
    const { root, java, maven, find } = machine();
    const stub = fakeProgram(path.join(root, 'stub', 'java'), 'exit 1');
    const [old, fit] = [java('old', '11.0.2'), java('fit', '17.0.15')].map((each) => path.join(each, 'bin'));
    expect((await find([path.dirname(stub), fit!, old!, maven])).home).toBe(path.dirname(fit!));
    await expect(find([old!, fit!, maven])).rejects.toThrow('is 11.0.2, too old: install a JDK 17');
  });

  it('are refused when too old to know how to show its settings', async () => {
    const { root, maven, find } = machine();
    const java = fakeProgram(path.join(root, 'older', 'bin', 'java'), `echo 'java version "1.6.0_45"' >&2`);
    await expect(find([path.dirname(java), maven])).rejects.toThrow('is 1.6.0_45, too old');
  });

  it('are asked for their version once', async () => {
    const { java, maven, find, asked } = machine();
    const folders = [path.join(java('jdk', '17.0.15'), 'bin'), maven];
    await find(folders);
    await find(folders);
    expect(asked()).toEqual(['jdk']);
  });

  it('are refused when there is none, with what to do', async () => {
    const { maven, find } = machine();
    await expect(find([maven])).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(/^no Java on PATH and none at JAVA_HOME: install a JDK 17 or later/),
    });
  });

  it('are refused when too old, naming the version found', async () => {
    const { java, maven, find } = machine();
    const home = java('old', '1.8.0_402');
    await expect(find([path.join(home, 'bin'), maven])).rejects.toThrow(
      `the Java in ${home} is 1.8.0_402, too old: install a JDK 17`,
    );
  });

  it('are refused when only a runtime is there, naming what is missing', async () => {
    const { java, maven, find } = machine();
    const home = java('jre', '17.0.15', ['keytool']);
    await expect(find([path.join(home, 'bin'), maven])).rejects.toThrow(
      `the Java 17.0.15 in ${home} is no JDK (javac, jar missing): install a JDK 17`,
    );
  });

  it('are refused when java is a placeholder that does not run', async () => {
    const { root, maven, find } = machine();
    const java = fakeProgram(path.join(root, 'stub', 'java'), 'echo "no Java runtime present" >&2; exit 1');
    await expect(find([path.dirname(java), maven])).rejects.toThrow(`${java} does not run`);
  });

  it('are refused without Maven', async () => {
    const { java, find } = machine();
    await expect(find([path.join(java('jdk', '17.0.15'), 'bin')])).rejects.toThrow(
      'Maven (mvn) is not on PATH',
    );
  });
});
