/**
 * What a template has that is recorded. Values are as in the template, intrinsics too; a parameter stands for its
 * default, since CloudFormation sees only its value. What changes with code is never read.
 */
import { isObject, type Json, type JsonObject } from './json.ts';
import type { RecordedResource, RecordedStack, RecordedStacks } from './recorded.ts';
import { statefulType } from './stateful-types.ts';

/** By stack. */
export const recordOfAll = (templates: Readonly<Record<string, JsonObject>>): RecordedStacks =>
  Object.fromEntries(Object.entries(templates).map(([stack, template]) => [stack, recordOf(template)]));

export function recordOf(template: JsonObject): RecordedStack {
  const resources = Object.entries(objectOf(template.Resources)).flatMap(([id, resource]) => {
    const recorded = resourceOf(objectOf(resource), template);
    return recorded === undefined ? [] : [[id, recorded] as const];
  });
  return Object.fromEntries(resources);
}

function resourceOf(resource: JsonObject, template: JsonObject): RecordedResource | undefined {
  const { Type, Properties, DeletionPolicy: deletionPolicy = null } = resource;
  const type = typeof Type === 'string' ? statefulType(Type) : undefined;
  if (typeof Type !== 'string' || type === undefined) return undefined;
  const properties = objectOf(Properties);
  const parameters = objectOf(template.Parameters);
  const values = Object.entries(type.properties).map(([path, { read = () => valueAt(path, properties) }]) => [
    path,
    withDefaults(read({ properties, deletionPolicy, template }), parameters),
  ]);
  return { Type, ...Object.fromEntries(values) };
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const valueAt = (path: string, properties: JsonObject): Json =>
  path.split('.').reduce<Json>((value, key) => objectOf(value)[key] ?? null, properties);

function withDefaults(value: Json, parameters: JsonObject): Json {
  if (Array.isArray(value)) return value.map((each) => withDefaults(each, parameters));
  if (!isObject(value)) return value;
  const parameter = typeof value.Ref === 'string' ? objectOf(parameters[value.Ref]).Default : undefined;
  if (parameter !== undefined) return { Parameter: parameter };
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withDefaults(each, parameters)]),
  );
}
