/**
 * A stack as it would be deployed: each resource after those it refers to, its properties resolved, its physical id
 * and attributes made. What later stacks may read of it is left in `published`.
 */
import { CATALOGUE } from '../catalogue/catalogue.ts';
import type { IgnoreList } from '../catalogue/ignore-list.ts';
import { type Identity, nameOf, type ResourceType } from '../catalogue/resource-type.ts';
import { asText, get, isObject, type Json, type JsonObject } from '../json.ts';
import { below, type Place, placeOf, refuse } from '../place.ts';
import type { StackTemplate, TemplateResource } from '../stack-template.ts';
import { dependencyOrder } from './dependency-order.ts';
import { withDynamicReferences } from './dynamic-references.ts';
import { evaluate } from './evaluate.ts';
import type { StackEnvironment } from './pseudo-parameters.ts';
import { type Published, publishOutput, publishParameter } from './published.ts';
import { referencesOf } from './references.ts';
import { NO_VALUE } from './scope.ts';
import { scopeOf } from './stack-scope.ts';

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly place: Place;
  /** Undefined: nobody here knows the type, or it is ignored. */
  readonly known: ResourceType | undefined;
  readonly ignored: boolean;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** Logical ids that it refers to or depends on, directly. */
  readonly needs: readonly string[];
  readonly ref: Json;
  attribute(name: string): Json | undefined;
}

export interface Deployment {
  readonly bootstrapBrokers: string;
  readonly ignore: IgnoreList;
  readonly published: Published;
}

export function resolveStack(
  template: StackTemplate,
  environment: StackEnvironment,
  { bootstrapBrokers, ignore, published }: Deployment,
): readonly Resource[] {
  const { name: stack } = template;
  const deployed = new Map<string, Resource>();
  const scope = scopeOf(template, environment, deployed, published);
  const exists = ({ condition, place }: Pick<TemplateResource, 'condition' | 'place'>): boolean =>
    condition === undefined || scope.condition(condition, below(place, 'Condition'));
  const existing = new Map([...template.resources].filter(([, each]) => exists(each)));

  const resolved = (given: JsonObject, at: Place): JsonObject => {
    const value = evaluate(given, at, scope);
    if (value === NO_VALUE || !isObject(value)) return refuse(at, 'an object is due');
    return withDynamicReferences(value, at, published.ssm) as JsonObject;
  };

  const needs = needsOf(template, existing);
  const deploy = (resource: TemplateResource): Resource => {
    const { logicalId, type, place, metadata } = resource;
    const ignored = ignore.type(type);
    const known = ignored ? undefined : CATALOGUE.get(type);
    const at = `${place}, Properties`;
    const properties = known ? resolved(ignore.without(type, resource.properties), at) : {};
    const unidentified = { ...environment, logicalId, place, properties, bootstrapBrokers };
    const { ref, attribute } = known
      ? identified(known.identify(unidentified))
      : opaque(nameOf(unidentified, 128));
    return {
      stack,
      logicalId,
      type,
      place,
      known,
      ignored,
      properties,
      metadata,
      needs: needs.get(logicalId) ?? [],
      ref,
      attribute,
    };
  };

  for (const logicalId of creationOrder(stack, needs)) {
    const resource = existing.get(logicalId);
    if (resource === undefined) continue;
    const created = deploy(resource);
    deployed.set(logicalId, created);
    if (created.type === 'AWS::SSM::Parameter') publishParameter(created, published);
  }
  for (const [name, output] of Object.entries(template.outputs)) {
    const place = below(placeOf(stack, 'Outputs'), name);
    if (exists({ condition: asText(get(output, 'Condition')), place })) {
      publishOutput(output, place, scope, published);
    }
  }
  return [...deployed.values()];
}

function needsOf(
  { resources }: StackTemplate,
  existing: ReadonlyMap<string, TemplateResource>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...existing].map(([logicalId, { properties, dependsOn, place }]) => {
      for (const each of dependsOn) {
        if (!resources.has(each))
          refuse(below(place, 'DependsOn'), `there is no resource '${each}' in this template`);
      }
      const all = new Set([...dependsOn, ...referencesOf(properties)]);
      return [logicalId, [...all].filter((each) => existing.has(each))];
    }),
  );
}

const creationOrder = (stack: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  dependencyOrder(
    needs.keys(),
    (id) => needs.get(id) ?? [],
    (ids) => refuse(placeOf(stack, 'Resources'), `these depend on one another: ${ids.join(' → ')}`),
  );

const identified = ({ ref, attributes }: Identity) => ({
  ref,
  attribute: (name: string): Json | undefined => get(attributes, name),
});

/** A resource that nobody here knows: whoever accepts it accepts that its attributes are made up. */
const opaque = (ref: string) => ({ ref, attribute: (name: string): Json => `${ref}.${name}` });
