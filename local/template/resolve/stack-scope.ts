/**
 * What the expressions of one stack can name: its parameters and pseudo parameters, its resources once they are
 * deployed, its conditions and mappings, and the exports of the stacks deployed before.
 */
import { get, type Json, show } from '../json.ts';
import { below, type Place, placeOf, refuse } from '../place.ts';
import type { StackTemplate } from '../stack-template.ts';
import { conditionsOf } from './conditions.ts';
import { parameterValue } from './parameters.ts';
import { pseudoParameters, type StackEnvironment } from './pseudo-parameters.ts';
import type { Published } from './published.ts';
import type { Scope } from './scope.ts';

interface Referable {
  readonly type: string;
  readonly ref: Json;
  attribute(name: string): Json | undefined;
}

export function scopeOf(
  template: StackTemplate,
  environment: StackEnvironment,
  deployed: ReadonlyMap<string, Referable>,
  published: Published,
): Scope {
  const { name: stack } = template;
  const pseudo = pseudoParameters(environment);
  const before = new Map(published.ssm);
  const resource = (logicalId: string, place: Place): Referable =>
    deployed.get(logicalId) ??
    refuse(
      place,
      template.resources.has(logicalId)
        ? `resource ${logicalId} does not exist: its condition does not hold`
        : `there is no resource${place.endsWith('Ref') ? ' or parameter' : ''} '${logicalId}' in this template`,
    );
  const scope: Scope = {
    region: environment.region,
    ref(name, place) {
      const value = pseudo.get(name);
      if (value !== undefined) return value;
      const parameter = get(template.parameters, name);
      if (parameter === undefined) return resource(name, place).ref;
      return parameterValue(parameter, below(placeOf(stack, 'Parameters'), name), before);
    },
    attribute(logicalId, name, place) {
      const found = resource(logicalId, place);
      return (
        found.attribute(name) ?? refuse(place, `${logicalId} (${found.type}) has no attribute '${name}' here`)
      );
    },
    condition: (name, place) => conditions(name, place),
    mapping(keys, place) {
      const found = keys.reduce<Json | undefined>((inner, key) => get(inner, key), template.mappings);
      return found ?? refuse(place, `there is no mapping ${keys.map((key) => show(key)).join(' → ')}`);
    },
    imported: (name, place) =>
      published.exports.get(name) ??
      refuse(
        place,
        `no stack deployed before exports '${name}'; known: ${[...published.exports.keys()].join(', ') || 'none'}`,
      ),
  };
  const conditions = conditionsOf(stack, template.conditions, scope);
  return scope;
}
