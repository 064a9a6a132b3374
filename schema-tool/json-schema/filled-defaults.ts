/**
 * Whether the defaults of a schema are sure to be filled in: as reading does, only where a schema applies whatever the value is. A
 * schema that is also reached through a choice does not count.
 */
import {
  everySchema,
  isSchemaObject,
  referred,
  type Schema,
  type SchemaObject,
} from '../../shared/schema/json-schema/schema-document.ts';

const CHOICES = ['anyOf', 'oneOf', 'if', 'then', 'else', 'not', 'contains', 'dependencies'];

export function filledDefaults(root: Schema): (schema: SchemaObject) => boolean {
  const unsure = new Set<SchemaObject>();
  for (const schema of everySchema(root)) {
    if (typeof schema.$ref === 'string') continue;
    for (const keyword of CHOICES) mark(schema[keyword]);
  }
  return (schema) => !unsure.has(schema);

  /** Itself and what it holds or refers to; a list or an object of schemas is looked through. */
  function mark(schema: unknown): void {
    if (Array.isArray(schema)) for (const each of schema) mark(each);
    if (!isSchemaObject(schema) || unsure.has(schema)) return;
    unsure.add(schema);
    if (typeof schema.$ref === 'string') mark(referred(root, schema.$ref));
    else for (const each of Object.values(schema)) mark(each);
  }
}
