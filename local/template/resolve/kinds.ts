/** The kinds that arguments of CloudFormation's functions must have. */
import { asText, isList, type Json, show } from '../json.ts';
import { type Place, refuse } from '../place.ts';
import { NO_VALUE, type Value } from './scope.ts';

export function argumentsOf(given: Json, place: Place, min: number, max: number): readonly Json[] {
  if (isList(given) && given.length >= min && given.length <= max) return given;
  const arity = min === max ? `${min}` : `${min} to ${max}`;
  return refuse(place, `a list of ${arity} arguments is due; given: ${show(given)}`);
}

export function splitOnce(given: string, place: Place): readonly [string, string] {
  const dot = given.indexOf('.');
  if (dot <= 0) return refuse(place, `<logical id>.<attribute> is due; given: ${show(given)}`);
  return [given.slice(0, dot), given.slice(dot + 1)];
}

export const literal = (given: Json | undefined, place: Place): string =>
  typeof given === 'string' ? given : refuse(place, `plain text is due; given: ${show(given)}`);

export function text(given: Value | undefined, place: Place): string {
  const known = given === NO_VALUE ? undefined : given;
  return (
    asText(known) ?? refuse(place, `text is due; given: ${given === NO_VALUE ? 'AWS::NoValue' : show(known)}`)
  );
}

export const list = (given: Value, place: Place): readonly Json[] =>
  given !== NO_VALUE && isList(given)
    ? given
    : refuse(place, `a list is due; given: ${given === NO_VALUE ? 'AWS::NoValue' : show(given)}`);

export function integer(given: Value | undefined, place: Place): number {
  const whole = /^\d{1,9}$/.exec(text(given, place))?.[0];
  return whole === undefined
    ? refuse(place, `a whole number is due; given: ${show(text(given, place))}`)
    : Number(whole);
}
