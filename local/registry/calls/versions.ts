import { addVersion } from '../add-version.ts';
import { canonicalDefinition } from '../canonical-definition.ts';
import { definitionFault, refusalsOf } from '../check-version.ts';
import { findSchema, findVersion, numbered } from '../find.ts';
import { missing } from '../input.ts';
import { jsonPatch } from '../json-patch.ts';
import { DATA_FORMATS, MAX_DEFINITION } from '../limits.ts';
import { numberKey, page } from '../page.ts';
import { notFound } from '../registry-error.ts';
import { liveVersions, type VersionEntry } from '../registry-state.ts';
import { versionId } from '../version-id.ts';
import type { Action, Actions } from './action.ts';

const numberedStatus = ({ id, number, status }: VersionEntry) => ({
  SchemaVersionId: id,
  VersionNumber: number,
  Status: status,
});

/** Checked at once, where Glue may answer PENDING first. */
const registerSchemaVersion: Action = (input, registry) => {
  const definition = input.text('SchemaDefinition', MAX_DEFINITION) ?? missing('SchemaDefinition');
  return registry.change((draft) => {
    const { schema } = findSchema(draft, input.object('SchemaId'));
    return numberedStatus(addVersion(schema, definition, registry.now()));
  });
};

const getSchemaVersion: Action = (input, { state }) => {
  const { schema, version } = findVersion(state, input);
  return {
    ...numberedStatus(version),
    SchemaDefinition: version.definition,
    DataFormat: schema.dataFormat,
    SchemaArn: schema.arn,
    CreatedTime: version.created,
  };
};

const getSchemaByDefinition: Action = (input, { state }) => {
  const definition = input.text('SchemaDefinition', MAX_DEFINITION) ?? missing('SchemaDefinition');
  const { schema } = findSchema(state, input.object('SchemaId'));
  const id = versionId(schema.arn, definition);
  const version =
    liveVersions(schema).find((each) => each.id === id) ??
    notFound('Schema version', { SchemaArn: schema.arn });
  return {
    SchemaVersionId: version.id,
    SchemaArn: schema.arn,
    DataFormat: schema.dataFormat,
    Status: version.status,
    CreatedTime: version.created,
  };
};

const listSchemaVersions: Action = (input, { state }) => {
  const { schema } = findSchema(state, input.object('SchemaId'));
  const { items, next } = page(liveVersions(schema), ({ number }) => numberKey(number), input);
  return {
    Schemas: items.map((version) => ({
      SchemaArn: schema.arn,
      ...numberedStatus(version),
      CreatedTime: version.created,
    })),
    ...next,
  };
};

const getSchemaVersionsDiff: Action = (input, { state }) => {
  input.oneOf('SchemaDiffType', ['SYNTAX_DIFF']) ?? missing('SchemaDiffType');
  const { schema } = findSchema(state, input.object('SchemaId'));
  const [first, second] = ['FirstSchemaVersionNumber', 'SecondSchemaVersionNumber'].map(
    (key) => numbered(schema, input.object(key), key).definition,
  );
  return { Diff: JSON.stringify(jsonPatch(first ?? '', second ?? '')) };
};

const checkSchemaVersionValidity: Action = (input) => {
  const dataFormat = input.oneOf('DataFormat', DATA_FORMATS) ?? missing('DataFormat');
  const definition = input.text('SchemaDefinition', MAX_DEFINITION) ?? missing('SchemaDefinition');
  try {
    refusalsOf({ dataFormat, compatibility: 'NONE', checkpoint: 1 }, [], canonicalDefinition(definition));
    return { Valid: true };
  } catch (error) {
    const fault = definitionFault(error);
    if (fault === undefined) throw error;
    return { Valid: false, Error: fault };
  }
};

export const VERSION_ACTIONS: Actions = {
  RegisterSchemaVersion: registerSchemaVersion,
  GetSchemaVersion: getSchemaVersion,
  GetSchemaByDefinition: getSchemaByDefinition,
  ListSchemaVersions: listSchemaVersions,
  GetSchemaVersionsDiff: getSchemaVersionsDiff,
  CheckSchemaVersionValidity: checkSchemaVersionValidity,
};
