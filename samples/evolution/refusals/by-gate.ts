/** What `npm run schemas:check` says of version 3 beside the two that are there. In a copy: the file stays out of here. */
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../../schema-tool/run.ts';
import type { Finding } from '../finding.ts';
import { parcels } from '../topics.ts';
import { VERSION_3_FILE } from './version-3.ts';

const SCHEMAS = path.join(import.meta.dirname, '..', 'schemas');

export function refusedByGate(): Finding {
  const root = mkdtempSync(path.join(tmpdir(), 'evolution-'));
  const said: string[] = [];
  const output = { say: () => {}, complain: (line: string) => said.push(line) };
  try {
    const dir = path.join(root, 'schemas');
    cpSync(SCHEMAS, dir, { recursive: true });
    copyFileSync(VERSION_3_FILE, path.join(dir, parcels.name, 'value', 'v3.avsc'));
    run(['generate', '--dir', dir], output);
    const code = run(['check', '--dir', dir], output);
    const [first = 'nothing', ...more] = said;
    const named = ['weightGrams', 'insuredCents'].every((field) =>
      said.some((line) => line.includes(`v3.avsc: Parcel.${field}: `)),
    );
    return {
      ok: code === 1 && named,
      text: `gate      ${first}${more.length === 0 ? '' : `, and ${more.length} more`}`,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
