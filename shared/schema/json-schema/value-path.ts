/** Where in a value something is wrong. Names that the schema does not have are the value's own, as keys of maps are: `*`. */
import { everySchema, isSchemaObject, type Schema } from './schema-document.ts';

export type PathOf = (steps: readonly string[], value: unknown) => string;

export function pathsOf(schema: Schema): PathOf {
  const names = new Set<string>();
  for (const { properties } of everySchema(schema)) {
    if (isSchemaObject(properties)) for (const name of Object.keys(properties)) names.add(name);
  }
  return (steps, value) => {
    let path = '';
    let within = value;
    for (const step of steps) {
      if (Array.isArray(within)) path += `[${step}]`;
      else if (names.has(step)) path += path === '' ? step : `.${step}`;
      else path += '[*]';
      within = (within as Record<string, unknown>)[step];
    }
    return path === '' ? 'value' : path;
  };
}
