/**
 * The value of a parameter: its default, since nobody is asked here. One of a type `AWS::SSM::Parameter::Value<…>` is
 * looked up among the SSM parameters of the stacks deployed before, as CloudFormation does when it deploys.
 */
import { asText, get, type Json, show } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';

export type SsmParameters = ReadonlyMap<string, string>;

export function parameterValue(parameter: Json, place: Place, ssm: SsmParameters): Json {
  const type = asText(get(parameter, 'Type')) ?? refuse(below(place, 'Type'), 'a type is due');
  const given = get(parameter, 'Default');
  const value =
    asText(given) ??
    refuse(place, `it has no default, and no value can be given here; Default: ${show(given)}`);
  const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
  const text = stored === undefined ? value : ssmValue(value, place, ssm);
  if ((stored ?? type) === 'CommaDelimitedList' || (stored ?? type).startsWith('List<')) {
    return text.split(',').map((each) => each.trim());
  }
  if (type === 'Number' && !Number.isFinite(Number(text)))
    refuse(place, `a number is due; given: ${show(text)}`);
  return text;
}

export function ssmValue(name: string, place: Place, ssm: SsmParameters): string {
  const known = [...ssm.keys()].join(', ') || 'none';
  return (
    ssm.get(name) ??
    refuse(place, `no stack deployed before has an AWS::SSM::Parameter named '${name}'; known: ${known}`)
  );
}
