/**
 * The object store of this machine: S3Proxy over a folder, one folder below it a bucket.
 *
 * It checks signatures, of one access key; whatever session token comes with it is signed, and otherwise ignored. It
 * answers S3's requests for objects, multipart included; it knows no bucket policies, lifecycle or encryption.
 *
 * An object that was acknowledged survives a kill -9. A write that was cut short leaves a file `<key>-<uuid>`, which a
 * list shows as an object: nothing here can tell it from one of that name, so it stays, and whoever lists a bucket
 * takes only keys of the form it expects.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { classData } from '../java/class-data.ts';
import { jars } from '../java/jars.ts';
import type { JavaTools } from '../java/java-tools.ts';
import { propertiesText } from '../java/properties-text.ts';
import { checkFolder } from '../process/check-folder.ts';
import { refuseTakenPorts } from '../process/free-ports.ts';
import { StartError } from '../start-error.ts';
import { isBucketName } from './bucket-name.ts';
import { type Identity, objectWriter } from './object-writer.ts';
import { startS3Proxy } from './s3proxy.ts';
import { supervise } from './supervise.ts';

const POM = fileURLToPath(new URL('./pom.xml', import.meta.url));
const ROOM = { who: 'the object store', bytes: 500e6 };
const COLLECTOR = '-XX:+UseSerialGC';

export interface StoreOptions {
  /** What it keeps: buckets, settings, log. */
  readonly dir: string;
  readonly cacheDir: string;
  readonly tools: JavaTools;
  readonly port: number;
  readonly identity: Identity;
  readonly progress: (text: string) => void;
  readonly log: (text: string) => void;
  /** Announces the child to a watchdog. */
  readonly track?: (child: ChildProcess) => void;
}

export interface Store {
  readonly endpoint: string;
  readonly credentials: Identity;
  /** Undefined while it is away. */
  readonly pid: number | undefined;
  /** A bucket that exists is no error. */
  createBucket(name: string): Promise<void>;
  putObject(bucket: string, key: string, body: Buffer): Promise<void>;
  /** kill -9. This and the next two resolve when it answers again. */
  kill(): Promise<void>;
  /** Connections are refused for so long. */
  refuse(ms: number): Promise<void>;
  /** Connections are accepted and requests not answered for so long. */
  silence(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startStore(options: StoreOptions): Promise<Store> {
  const { dir, cacheDir, tools, port, identity, progress, log, track } = options;
  const buckets = path.join(dir, 'buckets');
  checkFolder(buckets, ROOM);
  await refuseTakenPorts([{ port, what: 'the object store' }]);
  const classPath = await jars({ pom: POM, cacheDir, tools, progress });
  const tracked = track && { track };
  const classes = classData({
    name: 'store',
    cacheDir,
    tools,
    classPath,
    collector: COLLECTOR,
    log,
    ...tracked,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  writeFileSync(
    path.join(dir, 's3proxy.properties'),
    propertiesText(properties(endpoint, buckets, identity)),
  );
  const supervisor = await supervise(
    (signal) =>
      startS3Proxy(
        {
          java: tools.java,
          flags: [COLLECTOR, ...classes.flags('store')],
          classPath,
          dir,
          endpoint,
          ...tracked,
        },
        signal,
      ),
    (line) => log(`object store ${line}`),
  );
  void classes.train();
  const { kill, refuse, silence } = supervisor;
  return {
    endpoint,
    credentials: identity,
    get pid() {
      return supervisor.pid;
    },
    async createBucket(name) {
      if (!isBucketName(name)) {
        throw new StartError(`the bucket '${name}' has no valid name: 3 to 63 of [a-z0-9.-]`);
      }
      mkdirSync(path.join(buckets, name), { recursive: true });
    },
    putObject: objectWriter(endpoint, identity),
    kill,
    refuse,
    silence,
    async stop() {
      await Promise.all([supervisor.stop(), classes.stop()]);
    },
  };
}

/** Of a relative folder, or one with a `./` in it, S3Proxy loses its multipart uploads. */
const properties = (
  endpoint: string,
  buckets: string,
  { accessKeyId, secretAccessKey }: Identity,
): Readonly<Record<string, string>> => ({
  's3proxy.endpoint': endpoint,
  's3proxy.authorization': 'aws-v2-or-v4',
  's3proxy.identity': accessKeyId,
  's3proxy.credential': secretAccessKey,
  // Encryption, tags, expected owner: accepted and dropped.
  's3proxy.ignore-unknown-headers': 'true',
  'jclouds.provider': 'filesystem',
  'jclouds.filesystem.basedir': realpathSync(buckets),
});
