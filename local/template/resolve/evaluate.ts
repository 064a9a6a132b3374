/** A value of the template with everything in it resolved. */
import { isList, isObject, type Json } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';
import { INTRINSICS } from './intrinsics.ts';
import { NO_VALUE, type Scope, type Value } from './scope.ts';

export function evaluate(given: Json, place: Place, scope: Scope): Value {
  if (isList(given)) {
    return given.map((each, index) => evaluate(each, below(place, index), scope)).filter(isValue);
  }
  if (!isObject(given)) return given;
  const keys = Object.keys(given);
  const name = keys.find((key) => key.startsWith('Fn::')) ?? (keys.length === 1 ? keys[0] : undefined);
  if (name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    if (keys.length > 1) refuse(place, `${name} stands beside other keys: ${keys.join(', ')}`);
    const intrinsic = INTRINSICS.get(name);
    if (intrinsic === undefined) {
      return refuse(place, `${name} is not implemented here; known: ${[...INTRINSICS.keys()].join(', ')}`);
    }
    return intrinsic(given[name] ?? null, below(place, name), {
      scope,
      value: (inner, at) => evaluate(inner, at, scope),
    });
  }
  const entries = keys.map((key) => [key, evaluate(given[key] ?? null, below(place, key), scope)] as const);
  // fromEntries, not assignment: a key may be `__proto__`
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => isValue(entry[1])));
}

const isValue = (given: Value): given is Json => given !== NO_VALUE;
