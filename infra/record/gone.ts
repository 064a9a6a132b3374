/** A logical id that is recorded and no longer in the template. What it stood for stays, or is deleted: it never moves. */
import { stays } from './deletion-policy.ts';
import { type Finding, LOGICAL_ID } from './finding.ts';
import { newResources } from './new-resources.ts';
import type { RecordedResource, RecordedStack } from './recorded.ts';
import type { Sides } from './stateful-type.ts';
import { nameOf, statefulType } from './stateful-types.ts';

const NAME_TAKEN =
  'Its name is under another logical id: CloudFormation would make that one before it forgets this one, and finds the ' +
  'name taken';

const DELETED = 'The stage does not keep its data: CloudFormation would delete it with all that is in it';

type Gone = Omit<Finding, 'stack' | 'logicalId'>;

export function gone(logicalId: string, recorded: RecordedResource, stack: Sides<RecordedStack>): Gone {
  const type = statefulType(recorded.Type);
  const added = newResources(stack).filter(([, { Type }]) => Type === recorded.Type);
  const back = `Put the construct back, or keep the id of its L1: overrideLogicalId('${logicalId}')`;
  const name = nameOf(recorded);
  const moved = added.filter(([, other]) => name !== undefined && nameOf(other) === name);
  if (moved.length > 0) {
    const { why = NAME_TAKEN, wayOut } = type?.moved ?? {};
    return { ...ids(logicalId, moved), why, wayOut: wayOut === undefined ? back : `${back}. ${wayOut}` };
  }
  const why = stays(recorded) === false ? DELETED : (type?.gone ?? '');
  return { ...ids(logicalId, added), why, wayOut: `${back}. ${leaving(recorded)}` };
}

/** `given`: what came in its place, as far as one can tell. */
const ids = (logicalId: string, added: readonly (readonly [string, RecordedResource])[]) => ({
  property: LOGICAL_ID,
  recorded: logicalId,
  given: added.length === 0 ? null : added.map(([id]) => id),
});

function leaving(recorded: RecordedResource): string {
  const entry = 'If it is to leave the stack, take its entry out of the record';
  const name = nameOf(recorded);
  if (name === undefined || stays(recorded) !== true) return entry;
  return `${entry}, and add '${name}' to "retained", under "${recorded.Type}": it keeps its name in the account`;
}
