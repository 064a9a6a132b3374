/**
 * What became of the records of two producers at two functions: four meetings. A record is lost where the function has
 * not seen it, and misread where it saw another `service` than it must: its own where both know the field, the default
 * where the producer's version has none, none where the function's has none. Seen twice is no fault: at-least-once.
 */
import type { Letter, Reader } from './observations.ts';
import { READERS } from './observations.ts';
import type { Sighting } from './sightings.ts';
import type { Version } from './versions.ts';

export interface Published {
  readonly service: string;
  readonly ids: Readonly<Record<Version, ReadonlySet<string>>>;
}

export interface Seen {
  readonly sightings: Readonly<Record<Reader, ReadonlyMap<string, readonly Sighting[]>>>;
  readonly letters: ReadonlyMap<string, readonly Letter[]>;
}

export interface Meeting {
  readonly writer: Version;
  readonly reader: Reader;
  readonly records: number;
  readonly how: string;
  readonly lost: number;
  readonly misread: number;
}

export interface Account {
  readonly meetings: readonly Meeting[];
  readonly parked: number;
  readonly deadLettered: number;
  /** Of the older function, that met version 2: each asks the registry once. */
  readonly askingProcesses: number;
}

const DEFAULT = 'standard';
const VERSIONS: readonly Version[] = [1, 2];

export function account({ ids, service }: Published, { sightings, letters }: Seen): Account {
  const meetings = READERS.flatMap((reader) =>
    VERSIONS.map((writer): Meeting => {
      const must = expected(writer, reader, service);
      const own = [...ids[writer]].map((id) => sightings[reader].get(id) ?? []);
      const seen = own.filter(({ length }) => length > 0);
      const wrong = ({ service, writtenWith }: Sighting) =>
        service !== must.service || writtenWith !== writer;
      return {
        writer,
        reader,
        records: seen.length,
        how: must.how,
        lost: own.length - seen.length,
        misread: seen.filter((each) => each.some(wrong)).length,
      };
    }),
  );
  const all = [...letters]
    .filter(([id]) => VERSIONS.some((version) => ids[version].has(id)))
    .flatMap(([, each]) => each);
  const asking = [...ids[2]].flatMap((id) => sightings['collect-old'].get(id) ?? []);
  return {
    meetings,
    parked: all.filter(({ at }) => typeof at === 'number').length,
    deadLettered: all.filter(({ at }) => typeof at !== 'number').length,
    askingProcesses: new Set(asking.map(({ process }) => process)).size,
  };
}

function expected(
  writer: Version,
  reader: Reader,
  service: string,
): { readonly service: string | undefined; readonly how: string } {
  if (reader === 'collect-old') {
    return { service: undefined, how: writer === 1 ? 'as written' : "newer field 'service' left out" };
  }
  return writer === 1
    ? { service: DEFAULT, how: `'service' filled in with its default, '${DEFAULT}'` }
    : { service, how: 'as written' };
}

/** Empty: every count is as it must be. */
export function problems(
  { meetings, parked, deadLettered, askingProcesses }: Account,
  registryCalls: number,
): readonly string[] {
  return [
    ...meetings.flatMap(({ writer, reader, records, lost, misread }) => {
      const who = `written by v${writer}, read by ${reader}`;
      return [
        ...(records + lost === 0 ? [`${who}: nothing was published`] : []),
        ...(lost > 0 ? [`${who}: ${lost} lost`] : []),
        ...(misread > 0 ? [`${who}: ${misread} misread`] : []),
      ];
    }),
    ...(parked > 0 ? [`${parked} parked; expected: 0`] : []),
    ...(deadLettered > 0 ? [`${deadLettered} dead-lettered; expected: 0`] : []),
    ...(registryCalls === askingProcesses
      ? []
      : [`${registryCalls} calls of the registry; expected: ${askingProcesses}`]),
  ];
}
