import { findRegistry, newRegistry } from '../find.ts';
import { missing } from '../input.ts';
import { MAX_DESCRIPTION } from '../limits.ts';
import { page } from '../page.ts';
import { RegistryError } from '../registry-error.ts';
import type { RegistryEntry } from '../registry-state.ts';
import type { Action, Actions } from './action.ts';
import { tagsIn } from './tags.ts';

const named = ({ name, arn }: RegistryEntry) => ({ RegistryName: name, RegistryArn: arn });

const described = (entry: RegistryEntry) => ({
  ...named(entry),
  ...(entry.description !== undefined && { Description: entry.description }),
  Status: 'AVAILABLE',
  CreatedTime: entry.created,
  UpdatedTime: entry.updated,
});

const createRegistry: Action = (input, registry) => {
  const name = input.name('RegistryName') ?? missing('RegistryName');
  const description = input.description('Description', MAX_DESCRIPTION);
  const tags = tagsIn(input, 'Tags');
  return registry.change((draft) => {
    if (draft.registries.some((each) => each.name === name)) {
      throw new RegistryError('AlreadyExistsException', `Registry already exists. RegistryName: ${name}`);
    }
    const entry = newRegistry(draft, name, registry);
    entry.tags = tags;
    if (description !== undefined) entry.description = description;
    return { ...named(entry), ...(description !== undefined && { Description: description }), Tags: tags };
  });
};

const getRegistry: Action = (input, { state }) => described(findRegistry(state, input.object('RegistryId')));

const listRegistries: Action = (input, { state }) => {
  const { items, next } = page(state.registries, ({ name }) => name, input);
  return { Registries: items.map(described), ...next };
};

const updateRegistry: Action = (input, registry) => {
  const description = input.description('Description', MAX_DESCRIPTION) ?? missing('Description');
  return registry.change((draft) => {
    const entry = findRegistry(draft, input.object('RegistryId'));
    entry.description = description;
    entry.updated = registry.now();
    return named(entry);
  });
};

const deleteRegistry: Action = (input, registry) =>
  registry.change((draft) => {
    const entry = findRegistry(draft, input.object('RegistryId'));
    draft.registries.splice(draft.registries.indexOf(entry), 1);
    return { ...named(entry), Status: 'DELETING' };
  });

export const REGISTRY_ACTIONS: Actions = {
  CreateRegistry: createRegistry,
  GetRegistry: getRegistry,
  ListRegistries: listRegistries,
  UpdateRegistry: updateRegistry,
  DeleteRegistry: deleteRegistry,
};
