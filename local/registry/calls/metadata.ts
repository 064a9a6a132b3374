/** Pairs of key and value on a version; a key may have several values. */
import { findVersion } from '../find.ts';
import { type Input, missing } from '../input.ts';
import { MAX_METADATA } from '../limits.ts';
import { numberKey, page } from '../page.ts';
import { notFound, RegistryError } from '../registry-error.ts';
import { latestVersion, type Metadata } from '../registry-state.ts';
import type { FoundVersion } from '../schema-registry.ts';
import type { Action, Actions } from './action.ts';

const MAX_KEY = 128;
const MAX_VALUE = 256;

type Pair = Pick<Metadata, 'key' | 'value'>;

const pairIn = (input: Input): { key: string | undefined; value: string | undefined } => ({
  key: input.text('MetadataKey', MAX_KEY),
  value: input.text('MetadataValue', MAX_VALUE),
});

function pairOf(input: Input): Pair {
  const pair = input.object('MetadataKeyValue') ?? missing('MetadataKeyValue');
  const { key = missing('MetadataKey'), value = missing('MetadataValue') } = pairIn(pair);
  return { key, value };
}

const answered = ({ registry, schema, version }: FoundVersion, { key, value }: Pair) => ({
  SchemaArn: schema.arn,
  SchemaName: schema.name,
  RegistryName: registry.name,
  LatestVersion: latestVersion(schema) === version,
  VersionNumber: version.number,
  SchemaVersionId: version.id,
  MetadataKey: key,
  MetadataValue: value,
});

const putSchemaVersionMetadata: Action = (input, registry) => {
  const pair = pairOf(input);
  return registry.change((draft) => {
    const found = findVersion(draft, input);
    const { metadata } = found.version;
    if (metadata.some(({ key, value }) => key === pair.key && value === pair.value)) {
      const message = `Resource already exist for schema version id: ${found.version.id}, metadata key: ${pair.key}`;
      throw new RegistryError('AlreadyExistsException', message);
    }
    if (metadata.length >= MAX_METADATA) {
      const message = `a version has at most ${MAX_METADATA} pairs of metadata`;
      throw new RegistryError('ResourceNumberLimitExceededException', message);
    }
    metadata.push({ ...pair, created: registry.now() });
    return answered(found, pair);
  });
};

const removeSchemaVersionMetadata: Action = (input, registry) => {
  const pair = pairOf(input);
  return registry.change((draft) => {
    const found = findVersion(draft, input);
    const { metadata } = found.version;
    const index = metadata.findIndex(({ key, value }) => key === pair.key && value === pair.value);
    if (index === -1) notFound('Schema version metadata', { MetadataKey: pair.key });
    metadata.splice(index, 1);
    return answered(found, pair);
  });
};

const querySchemaVersionMetadata: Action = (input, { state }) => {
  const { version } = findVersion(state, input);
  const wanted = (input.objects('MetadataList') ?? []).map(pairIn);
  const matching = version.metadata
    .map((each, index) => ({ ...each, index }))
    .filter(
      (each) =>
        wanted.length === 0 ||
        wanted.some(({ key = each.key, value = each.value }) => each.key === key && each.value === value),
    );
  const { items, next } = page(matching, ({ index }) => numberKey(index), input);
  const infos = [...Map.groupBy(items, ({ key }) => key)].map(([key, pairs]) => {
    const [first, ...others] = pairs.map(({ value, created }) => ({
      MetadataValue: value,
      CreatedTime: created,
    }));
    return [key, { ...first, ...(others.length > 0 && { OtherMetadataValueList: others }) }];
  });
  return { MetadataInfoMap: Object.fromEntries(infos), SchemaVersionId: version.id, ...next };
};

export const METADATA_ACTIONS: Actions = {
  PutSchemaVersionMetadata: putSchemaVersionMetadata,
  RemoveSchemaVersionMetadata: removeSchemaVersionMetadata,
  QuerySchemaVersionMetadata: querySchemaVersionMetadata,
};
