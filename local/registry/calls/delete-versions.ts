/**
 * DeleteSchemaVersions: one number, or a range of at most 25. The first version goes with its schema alone, the
 * checkpoint not at all. Numbers without a version are answered one by one.
 */
import { findSchema } from '../find.ts';
import { missing } from '../input.ts';
import { invalid } from '../registry-error.ts';
import { liveVersions } from '../registry-state.ts';
import type { Action, Actions } from './action.ts';

const MAX_TEXT = 100;
const MAX_RANGE = 25;

const deleteSchemaVersions: Action = (input, registry) => {
  const [first, last] = rangeOf(input.text('Versions', MAX_TEXT) ?? missing('Versions'));
  return registry.change((draft) => {
    const { schema } = findSchema(draft, input.object('SchemaId'));
    if (first === 1) invalid('Versions: the first version is deleted with its schema alone');
    if (first <= schema.checkpoint && schema.checkpoint <= last) {
      invalid(`Versions: version ${schema.checkpoint} is the checkpoint of the schema`);
    }
    const live = liveVersions(schema);
    const errors: { VersionNumber: number; ErrorDetails: { ErrorCode: string; ErrorMessage: string } }[] = [];
    for (let number = first; number <= last; number += 1) {
      const version = live.find((each) => each.number === number);
      if (version) Object.assign(version, { deleted: true, metadata: [] });
      else {
        const ErrorDetails = {
          ErrorCode: 'EntityNotFoundException',
          ErrorMessage: 'Schema version is not found.',
        };
        errors.push({ VersionNumber: number, ErrorDetails });
      }
    }
    return { SchemaVersionErrors: errors };
  });
};

function rangeOf(text: string): readonly [first: number, last: number] {
  const [, from, to] = /^([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to ?? from);
  if (from === undefined || last < first)
    return invalid("Versions: a number, or a range such as '5-8', is due");
  if (last - first >= MAX_RANGE) invalid(`Versions: a range has at most ${MAX_RANGE} versions`);
  return [first, last];
}

export const DELETE_ACTIONS: Actions = { DeleteSchemaVersions: deleteSchemaVersions };
