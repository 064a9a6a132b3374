/** JSON of some version as a value of the newest. What is given is changed in place. */
import { SchemaError } from '../schema-error.ts';
import { type Adaptations, adaptTo } from './adapt.ts';
import type { CompiledVersion } from './compiled-version.ts';

/** Throws a SchemaError. */
export function jsonAdapted<V>(
  { schema, validate }: CompiledVersion,
  what: Adaptations,
): (json: unknown) => V {
  const adapt = adaptTo(schema, what);
  return (json) => {
    try {
      adapt(json);
      validate(json, 'read');
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      throw new SchemaError('value-too-deep', 'values within values, too deep to validate');
    }
    return json as V;
  };
}
