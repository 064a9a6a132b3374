/**
 * The brokers' certificate, for 127.0.0.1 and localhost, and the same certificate as what clients trust. Made by
 * keytool; one a calendar year, each valid for three, so that none in use is ever near its end.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { JavaTools } from '../java/java-tools.ts';
import { madeOnce } from '../java/made-once.ts';
import { StartError } from '../start-error.ts';

const run = promisify(execFile);

const VALID_DAYS = 3 * 366;
const KEY_STORE = 'broker.p12';
const TRUSTED = 'ca.pem';

export interface Certificate {
  readonly keyStore: string;
  readonly password: string;
  /** PEM, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
}

/** It guards nothing: the key store lies beside it, in a folder of the user's own. */
const PASSWORD = 'local-brokers';

export interface CertificateOptions {
  readonly cacheDir: string;
  readonly tools: JavaTools;
  readonly now?: Date;
}

export async function certificate({
  cacheDir,
  tools,
  now = new Date(),
}: CertificateOptions): Promise<Certificate> {
  const dir = await madeOnce(path.join(cacheDir, `certificate-${now.getUTCFullYear()}`), async (into) => {
    const store = ['-keystore', path.join(into, KEY_STORE), '-storetype', 'PKCS12', '-storepass', PASSWORD];
    await keytool(tools, [
      '-genkeypair',
      '-alias',
      'broker',
      '-keyalg',
      'EC',
      '-groupname',
      'secp256r1',
      '-dname',
      'CN=local Kafka brokers',
      '-validity',
      String(VALID_DAYS),
      '-ext',
      'san=ip:127.0.0.1,dns:localhost',
      ...store,
    ]);
    await keytool(tools, [
      '-exportcert',
      '-rfc',
      '-alias',
      'broker',
      '-file',
      path.join(into, TRUSTED),
      ...store,
    ]);
  });
  return { keyStore: path.join(dir, KEY_STORE), password: PASSWORD, caFile: path.join(dir, TRUSTED) };
}

async function keytool(tools: JavaTools, args: readonly string[]): Promise<void> {
  try {
    await run(tools.keytool, [...args]);
  } catch (error) {
    const { stdout = '', message } = error as Error & { stdout?: string };
    throw new StartError(
      `the brokers' certificate could not be made by ${tools.keytool}:\n${stdout || message}`,
    );
  }
}
