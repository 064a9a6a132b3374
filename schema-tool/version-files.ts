/**
 * Which versions there are, by their files' names: `v1.avsc`, `v2.avsc` … in Avro, `.proto` in Protobuf, `.json` in JSON
 * Schema. One format, numbered from 1 without a gap. A key has one version: its id is part of the key's bytes, so another
 * one would move every key to another partition, and compaction would keep records under both.
 */
import type { DataFormat } from '../compatibility/check-next.ts';
import { Refused } from './refused.ts';

export interface VersionFiles {
  readonly dataFormat: DataFormat;
  /** Of version 1, version 2 … */
  readonly names: readonly string[];
}

const FORMATS: Readonly<Record<string, DataFormat>> = { avsc: 'AVRO', proto: 'PROTOBUF', json: 'JSON' };
const NAME = /^v([1-9][0-9]{0,3})\.(avsc|proto|json)$/;

export const isVersionFile = (name: string): boolean => NAME.test(name);

export function versionFiles(given: readonly string[], attribute: 'key' | 'value'): VersionFiles {
  const files = given.map((name) => {
    const [, number, extension = ''] = NAME.exec(name) ?? [];
    return { name, number: Number(number), extension };
  });
  files.sort((one, other) => one.number - other.number);
  const [first, second] = files;
  if (first === undefined) throw new Refused('has no version; the first is v1.avsc, v1.proto or v1.json');
  const other = files.find(({ extension }) => extension !== first.extension);
  if (other !== undefined) {
    throw new Refused(`has ${first.name} and ${other.name}; all versions of a schema are of one format`);
  }
  const gap = files.findIndex(({ number }, index) => number !== index + 1);
  if (gap !== -1) {
    throw new Refused(
      `has ${files[gap]?.name} and no v${gap + 1}; versions are numbered from 1 without a gap`,
    );
  }
  if (attribute === 'key' && second !== undefined) {
    throw new Refused(
      `has ${second.name}, and a key has one version: the id of the version is part of a key's bytes, so another one ` +
        'would move every key to another partition, and compaction would keep records under both',
    );
  }
  return { dataFormat: FORMATS[first.extension] as DataFormat, names: files.map(({ name }) => name) };
}
