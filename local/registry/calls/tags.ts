/** Tags of registries and schemas. */
import { type Input, missing } from '../input.ts';
import { MAX_TAGS } from '../limits.ts';
import { invalid, notFound } from '../registry-error.ts';
import type { RegistryState } from '../registry-state.ts';
import type { Action, Actions } from './action.ts';

const MAX_ARN = 10_240;
const MAX_KEY = 128;
const MAX_VALUE = 256;

export function tagsIn(input: Input, key: string): Record<string, string> {
  const tags = input.map(key) ?? new Map<string, string>();
  for (const [name, value] of tags) {
    if (name.length === 0 || name.length > MAX_KEY || value.length > MAX_VALUE) {
      invalid(`${key} is not valid: keys have 1 to ${MAX_KEY} characters, values at most ${MAX_VALUE}`);
    }
  }
  return limited(Object.fromEntries(tags));
}

const getTags: Action = (input, { state }) => ({ Tags: { ...tagged(state, input).tags } });

const tagResource: Action = (input, registry) => {
  const added = tagsIn(input, 'TagsToAdd');
  return registry.change((draft) => {
    const entry = tagged(draft, input);
    entry.tags = limited({ ...entry.tags, ...added });
    return {};
  });
};

const untagResource: Action = (input, registry) => {
  const removed = input.texts('TagsToRemove') ?? missing('TagsToRemove');
  return registry.change((draft) => {
    const entry = tagged(draft, input);
    entry.tags = Object.fromEntries(Object.entries(entry.tags).filter(([key]) => !removed.includes(key)));
    return {};
  });
};

function tagged({ registries }: RegistryState, input: Input): { tags: Record<string, string> } {
  const arn = input.text('ResourceArn', MAX_ARN) ?? missing('ResourceArn');
  const all = registries.flatMap((registry) => [registry, ...registry.schemas]);
  return all.find((each) => each.arn === arn) ?? notFound('Resource', { ResourceArn: arn });
}

function limited(tags: Record<string, string>): Record<string, string> {
  if (Object.keys(tags).length > MAX_TAGS) invalid(`Tags: at most ${MAX_TAGS} are allowed`);
  return tags;
}

export const TAG_ACTIONS: Actions = {
  GetTags: getTags,
  TagResource: tagResource,
  UntagResource: untagResource,
};
