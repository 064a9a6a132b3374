/** `{{resolve:ssm:name}}` anywhere in a resolved value. Secrets are not kept here, so they cannot be resolved. */
import { isList, isObject, type Json } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';
import { type SsmParameters, ssmValue } from './parameters.ts';

export function withDynamicReferences(given: Json, place: Place, ssm: SsmParameters): Json {
  if (typeof given === 'string') return given.includes('{{resolve:') ? replaced(given, place, ssm) : given;
  if (isList(given)) return given.map((each, index) => withDynamicReferences(each, below(place, index), ssm));
  if (!isObject(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, each]) => [key, withDynamicReferences(each, below(place, key), ssm)]),
  );
}

const replaced = (given: string, place: Place, ssm: SsmParameters): string =>
  given.replace(/\{\{resolve:([^}]*)\}\}/g, (reference: string, inner: string) => {
    const [service, name = '', version] = inner.split(':');
    if (service !== 'ssm') refuse(place, `${reference} is not implemented here; {{resolve:ssm:<name>}} is`);
    if (version !== undefined && version !== '1') refuse(place, `${reference}: there is only version 1 here`);
    return ssmValue(name, place, ssm);
  });
