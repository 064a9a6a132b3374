/** Glue's registry. Records carry the ids that it gave to versions: what has an id never changes. */
import { createHash } from 'node:crypto';
import { deletionPolicy } from './deletion-policy.ts';
import { jsonText } from './json.ts';
import { each, fixed, type PropertyRule, type StatefulType } from './stateful-type.ts';

const AS_IT_WAS =
  'Take the change back: records in topics carry the ids of the versions as they are, and are read with them';

const definition: PropertyRule = {
  // The text is long, and stands in the version's file.
  read: ({ properties: { SchemaDefinition = null } }) => {
    const text = typeof SchemaDefinition === 'string' ? SchemaDefinition : jsonText(SchemaDefinition);
    return `sha256:${createHash('sha256').update(text).digest('hex')}`;
  },
  ...fixed(
    'Glue cannot change a definition, and records that were written with it are read with it',
    'Take the change back, and make it in a next version (`npm run schemas:check` says whether it may follow)',
  ),
};

export const registryRules: StatefulType = {
  name: 'Name',
  properties: {
    Name: fixed(
      'Another name is another registry: every version would get a new id there, which no record carries',
      AS_IT_WAS,
    ),
    ...deletionPolicy,
  },
  gone: 'The registry stays, but the functions are no longer told the ids of its versions',
};

export const schemaRules: StatefulType = {
  name: 'Name',
  properties: {
    ...each(
      ['Name', 'Registry'],
      fixed('Another schema: its versions would get new ids, which no record carries', AS_IT_WAS),
    ),
    DataFormat: fixed(
      'A schema keeps its format: CloudFormation would make another of the same name, which exists',
      'Take the change back. Values of another format need a topic of another name',
    ),
    SchemaDefinition: definition,
    ...deletionPolicy,
  },
  gone: 'The schema stays in the registry, but the functions are no longer told the ids of its versions',
};

export const schemaVersionRules: StatefulType = {
  properties: {
    Schema: fixed('The version would be registered in another schema, under another id', AS_IT_WAS),
    SchemaDefinition: definition,
    ...deletionPolicy,
  },
  gone: 'The version stays in the registry, but records that were written with it find it no more',
};
