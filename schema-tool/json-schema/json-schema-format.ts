import { schemaName } from '../../shared/schema/contract.ts';
import { type Schema, schemaDocument } from '../../shared/schema/json-schema/schema-document.ts';
import { validatorOf } from '../../shared/schema/json-schema/validator.ts';
import { pathsOf } from '../../shared/schema/json-schema/value-path.ts';
import type { Format } from '../format.ts';
import { jsonDefinition } from '../json-definition.ts';
import { Refused } from '../refused.ts';
import { sentences } from '../typescript/doc-comment.ts';
import { pascalCase } from '../typescript/pascal-case.ts';
import { jsonSchemaTypes } from './json-schema-types.ts';

export const jsonSchemaFormat: Format = {
  definitionOf(text) {
    const definition = jsonDefinition(text);
    ours(definition);
    return definition;
  },
  rootOf: titleOf,
  contractOf({ topic, attribute, versions }) {
    const definition = versions.at(-1)?.definition ?? 'false';
    const name = titleOf(definition) ?? schemaName({ topic, attribute });
    const declarations = jsonSchemaTypes(ours(definition), pascalCase(name)).map((each, index) =>
      index === 0 ? { ...each, doc: sentences(`${name}, version ${versions.length}`, each.doc) } : each,
    );
    return {
      factory: { name: 'jsonSchema', module: 'json-schema/json-schema.ts' },
      declarations,
      more: {},
    };
  },
};

/** As our functions compile it: what they cannot, is refused here and not there. */
function ours(definition: string): Schema {
  try {
    const schema = schemaDocument(definition);
    validatorOf(schema, pathsOf(schema));
    return schema;
  } catch (error) {
    throw new Refused(`is no schema of ours: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function titleOf(definition: string): string | undefined {
  const { title } = Object(JSON.parse(definition)) as { readonly title?: unknown };
  return typeof title === 'string' ? title : undefined;
}
