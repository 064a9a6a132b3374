/** What the platform says when the template has version 3: it does not start. With a copy of the assembly. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PlatformOptions, startPlatform } from '../../../local/platform.ts';
import type { Finding } from '../finding.ts';
import { version3 } from './version-3.ts';

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: object }>;
}

export async function refusedByStart({
  assemblyDir,
  portBase,
  signal,
}: Pick<PlatformOptions, 'signal'> & {
  readonly assemblyDir: string;
  readonly portBase: number;
}): Promise<Finding> {
  const root = mkdtempSync(path.join(tmpdir(), 'evolution-'));
  const copy = path.join(root, 'assembly');
  try {
    cpSync(assemblyDir, copy, { recursive: true });
    addVersion3(path.join(copy, 'kafka.template.json'));
    const platform = await startPlatform({
      assemblyDir: copy,
      dataDir: path.join(root, 'data'),
      portBase,
      ...(signal && { signal }),
      onLine: () => {},
    });
    await platform.stop();
    return { ok: false, text: 'start     it started' };
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    if (code !== 'start') throw error;
    const [what = '', ...reasons] = message.split('\n');
    const ok =
      ['parcels.v1', 'FULL'].every((part) => what.includes(part)) &&
      message.includes('at Parcel.weightGrams: ');
    const more = reasons.length > 1 ? `, and ${reasons.length - 1} more` : '';
    return { ok, text: `start     StartError: ${what} ${reasons[0]?.trim()}${more}` };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function addVersion3(file: string): void {
  const template: Template = JSON.parse(readFileSync(file, 'utf8'));
  const [[id, version2] = []] = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type === 'AWS::Glue::SchemaVersion',
  );
  if (id === undefined || version2 === undefined) throw new Error('the template has no version 2');
  template.Resources.Version3 = {
    ...version2,
    Properties: { ...version2.Properties, SchemaDefinition: version3() },
    ...{ DependsOn: [id] },
  };
  writeFileSync(file, JSON.stringify(template));
}
