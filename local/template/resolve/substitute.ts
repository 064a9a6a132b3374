/** Fn::Sub in both forms: `text` or `[text, {name: value}]`. `${!x}` stands for the characters `${x}`. */
import { get, isList, isObject, type Json, show } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';
import { text } from './kinds.ts';
import type { Evaluation } from './scope.ts';

const PLACEHOLDER = /\$\{(!?)([^{}]*)\}/g;

export function substitute(given: Json, place: Place, { scope, value }: Evaluation): string {
  const { pattern, variables } = partsOf(given, place);
  return pattern.replace(PLACEHOLDER, (_, literally: string, inner: string) => {
    if (literally !== '') return `\${${inner}}`;
    const name = inner.trim();
    const variable = get(variables, name);
    if (variable !== undefined)
      return text(value(variable, below(below(place, 1), name)), below(place, name));
    const at = below(place, name);
    const dot = name.indexOf('.');
    if (dot === -1) return text(scope.ref(name, at), at);
    return text(scope.attribute(name.slice(0, dot), name.slice(dot + 1), at), at);
  });
}

/** The names that are references, not variables of the expression's own. */
export function substitutedNames(given: Json): readonly string[] {
  const [pattern, variables] = isList(given) ? given : [given];
  if (typeof pattern !== 'string') return [];
  return [...pattern.matchAll(PLACEHOLDER)]
    .filter(([, literally]) => literally === '')
    .map(([, , name = '']) => name.trim())
    .filter((name) => get(variables, name) === undefined);
}

function partsOf(given: Json, place: Place): { pattern: string; variables: Json } {
  if (typeof given === 'string') return { pattern: given, variables: {} };
  const [pattern, variables] = isList(given) && given.length === 2 ? given : [];
  if (typeof pattern === 'string' && isObject(variables)) return { pattern, variables };
  return refuse(place, `text, or a list of text and an object, is due; given: ${show(given)}`);
}
