/** Whether a resource stays in the account, with what is in it, when it leaves the stack. */
import type { Json } from './json.ts';
import type { RecordedResource } from './recorded.ts';
import type { PropertyRule } from './stateful-type.ts';

const PROPERTY = 'DeletionPolicy';

/** Undefined: that is not recorded of its type. */
export const stays = (resource: RecordedResource): boolean | undefined => {
  const policy = resource[PROPERTY];
  return policy === undefined ? undefined : retains(policy);
};

export const deletionPolicy: Readonly<Record<string, PropertyRule>> = {
  [PROPERTY]: {
    read: (source) => source.deletionPolicy,
    refuse({ recorded, given }) {
      if (retains(given) || !retains(recorded)) return undefined;
      return {
        why: 'From the next deployment on CloudFormation would delete it, with all that is in it, when it leaves the stack',
        wayOut: 'Take the change back (`keepData` of the stage in cdk.json)',
      };
    },
  },
};

/** `Retain`, or `RetainExceptOnCreate`: not when its own creation fails. */
const retains = (policy: Json): boolean => typeof policy === 'string' && policy.startsWith('Retain');
