/** The Conditions of a template, each evaluated once, when first asked for. */
import { asText, get, isList, isObject, type Json, type JsonObject, show } from '../json.ts';
import { below, type Place, placeOf, refuse } from '../place.ts';
import { evaluate } from './evaluate.ts';
import { NO_VALUE, type Scope } from './scope.ts';

export function conditionsOf(
  stack: string,
  section: JsonObject,
  scope: Scope,
): (name: string, place: Place) => boolean {
  const known = new Map<string, boolean>();
  const open = new Set<string>();

  const named = (name: string, place: Place): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const expression = get(section, name);
    if (expression === undefined) return refuse(place, `there is no condition '${name}'`);
    if (open.has(name)) refuse(place, `conditions depend on one another: ${[...open, name].join(' → ')}`);
    open.add(name);
    const holds = truth(expression, below(placeOf(stack, 'Conditions'), name));
    open.delete(name);
    known.set(name, holds);
    return holds;
  };

  const truth = (given: Json, place: Place): boolean => {
    const [name, ...rest] = isObject(given) ? Object.keys(given) : [];
    const inner = name === undefined || rest.length > 0 ? undefined : get(given, name);
    const all = (min: number, max: number): readonly boolean[] => {
      if (isList(inner) && inner.length >= min && inner.length <= max) {
        return inner.map((each, index) => truth(each, below(below(place, name ?? ''), index)));
      }
      return refuse(place, `${name} takes a list of ${min} to ${max} conditions; given: ${show(inner)}`);
    };
    if (name === 'Condition' && typeof inner === 'string') return named(inner, place);
    if (name === 'Fn::And') return all(2, 10).every(Boolean);
    if (name === 'Fn::Or') return all(2, 10).some(Boolean);
    if (name === 'Fn::Not') return !all(1, 1)[0];
    if (name === 'Fn::Equals' && isList(inner) && inner.length === 2) {
      const [left, right] = inner.map((each, index) => comparable(each, below(below(place, name), index)));
      return left === right;
    }
    return refuse(
      place,
      `one of Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition is due; given: ${show(given)}`,
    );
  };

  const comparable = (given: Json, place: Place): string => {
    const value = evaluate(given, place, scope);
    return value === NO_VALUE ? '' : (asText(value) ?? JSON.stringify(value));
  };

  return named;
}
