/** The four meetings as a person reads them. */
import type { Account } from './meetings.ts';

export function meetingsTable(
  { meetings, parked, deadLettered, askingProcesses }: Account,
  registryCalls: number,
): readonly string[] {
  const rows = [
    ['written by', 'read by', 'records', 'lost', 'misread', 'how'],
    ...meetings.map(({ writer, reader, records, lost, misread, how }) => [
      `v${writer}`,
      reader,
      count(records),
      count(lost),
      count(misread),
      how,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const asked = askingProcesses === 1 ? 'one process' : `${askingProcesses} processes`;
  return [
    ...rows.map((row) =>
      row
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    ),
    `parked ${count(parked)}, dead-lettered ${count(deadLettered)}`,
    `registry calls ${count(registryCalls)}, expected ${count(askingProcesses)}: ${asked} of collect-old, built without v2, met it and asked once each;`,
    'whoever was built with a version has its id from the deployment',
  ];
}

const count = (number: number): string => number.toLocaleString('en-US');
