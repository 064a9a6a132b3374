/**
 * Whether a version may follow the ones before it, in a mode. A version must also read what it writes itself: not every
 * definition does. In Protobuf it must moreover keep the earlier ones' numbers from being used again, in every mode that
 * compares. A definition that is none is refused whatever the mode.
 */
import { canRead as avro } from './avro/can-read.ts';
import { DefinitionError } from './definition-error.ts';
import type { CanRead, Incompatibility } from './incompatibility.ts';
import { canRead as jsonSchema } from './json-schema/can-read.ts';
import { againstAll, isReadByOlder, type Mode, readsOlder } from './modes.ts';
import { canRead as protobuf } from './protobuf/can-read.ts';
import { mayFollow } from './protobuf/may-follow.ts';

/** The names are AWS Glue's data formats. */
export type DataFormat = 'AVRO' | 'PROTOBUF' | 'JSON';

export interface Refusal extends Incompatibility {
  /** The earlier version, 1 for the first; the new one's own where it does not read itself. */
  readonly version: number;
  /**
   * `reads`: the new version cannot read what that one wrote. `is-read`: that one cannot read what the new one writes.
   * `follows`: both may, but a later version could not.
   */
  readonly direction: 'reads' | 'is-read' | 'follows';
}

const CAN_READ: Readonly<Record<DataFormat, CanRead>> = { AVRO: avro, PROTOBUF: protobuf, JSON: jsonSchema };

/** What else the next must keep of an earlier one. */
const MAY_FOLLOW: { readonly [F in DataFormat]?: CanRead } = { PROTOBUF: mayFollow };

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
  const itself = refusals(canRead(next, next), earlier.length + 1, 'reads');
  if (mode === 'NONE') return [];
  if (mode === 'DISABLED' && earlier.length > 0) {
    const message = `versions are disabled; the last is ${earlier.length}`;
    return [{ path: '', rule: 'disabled', message, version: earlier.length, direction: 'reads' }];
  }
  const from = againstAll(mode) ? 0 : earlier.length - 1;
  const others = earlier.slice(from).flatMap((definition, index) => {
    const version = from + index + 1;
    checkDefinition(canRead, definition, version);
    return [
      ...(readsOlder(mode) ? refusals(canRead(next, definition), version, 'reads') : []),
      ...(isReadByOlder(mode) ? refusals(canRead(definition, next), version, 'is-read') : []),
      ...refusals(MAY_FOLLOW[format]?.(next, definition) ?? [], version, 'follows'),
    ];
  });
  return [...itself, ...others];
}

const refusals = (
  found: readonly Incompatibility[],
  version: number,
  direction: Refusal['direction'],
): readonly Refusal[] => found.map((each) => ({ ...each, version, direction }));

/** So that it is not taken for the new one's fault. */
function checkDefinition(canRead: CanRead, definition: string, version: number): void {
  try {
    canRead(definition, definition);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw new DefinitionError(`version ${version}, which is there already: ${error.message}`, {
      cause: error,
    });
  }
}
