/** Whether a version may follow the ones before it, in a mode. */
import { canRead as avro } from './avro/can-read.ts';
import type { CanRead, Incompatibility } from './incompatibility.ts';
import { canRead as jsonSchema } from './json-schema/can-read.ts';
import { againstAll, isReadByOlder, type Mode, readsOlder } from './modes.ts';
import { canRead as protobuf } from './protobuf/can-read.ts';

/** The names are AWS Glue's data formats. */
export type DataFormat = 'AVRO' | 'PROTOBUF' | 'JSON';

export interface Refusal extends Incompatibility {
  /** The earlier version, 1 for the first. */
  readonly version: number;
  /** `reads`: the new version cannot read what that one wrote. `is-read`: that one cannot read what the new one writes. */
  readonly direction: 'reads' | 'is-read';
}

const CAN_READ: Readonly<Record<DataFormat, CanRead>> = { AVRO: avro, PROTOBUF: protobuf, JSON: jsonSchema };

export interface Next {
  readonly format: DataFormat;
  readonly mode: Mode;
  /** Definitions, the first is version 1. */
  readonly earlier: readonly string[];
  readonly next: string;
}

/** Empty: it may. Throws a DefinitionError where a definition is none. */
export function checkNext({ format, mode, earlier, next }: Next): readonly Refusal[] {
  const canRead = CAN_READ[format];
  // Reads itself: a definition that is none is refused whatever the mode.
  canRead(next, next);
  if (earlier.length === 0 || mode === 'NONE') return [];
  if (mode === 'DISABLED') {
    const message = `versions are disabled; the last is ${earlier.length}`;
    return [{ path: '', rule: 'disabled', message, version: earlier.length, direction: 'reads' }];
  }
  const from = againstAll(mode) ? 0 : earlier.length - 1;
  return earlier.slice(from).flatMap((definition, index) => {
    const version = from + index + 1;
    const refusals = (found: readonly Incompatibility[], direction: Refusal['direction']) =>
      found.map((each) => ({ ...each, version, direction }));
    return [
      ...(readsOlder(mode) ? refusals(canRead(next, definition), 'reads') : []),
      ...(isReadByOlder(mode) ? refusals(canRead(definition, next), 'is-read') : []),
    ];
  });
}
