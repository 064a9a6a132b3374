/**
 * The sections of a template, taken apart and nothing resolved yet. What only decides how AWS deploys (DeletionPolicy,
 * UpdatePolicy, Rules …) is known and left alone; any other unknown section is refused: it may change what is deployed.
 */
import type { AssembledStack } from './assembly.ts';
import { asText, get, isList, isObject, type Json, type JsonObject, show } from './json.ts';
import { below, type Place, placeOf, refuse } from './place.ts';

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly place: Place;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
}

export interface StackTemplate {
  readonly name: string;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  readonly resources: ReadonlyMap<string, TemplateResource>;
}

const SECTIONS =
  'AWSTemplateFormatVersion Description Metadata Parameters Mappings Conditions Resources Outputs Rules';
const RESOURCE_KEYS =
  'Type Properties DependsOn Condition Metadata DeletionPolicy UpdateReplacePolicy UpdatePolicy CreationPolicy';
/** Far above what any template needs, far below what the call stack bears. */
const DEPTH = 100;

export function stackTemplate({ name, template }: AssembledStack): StackTemplate {
  const place = placeOf(name, 'its template');
  if (!isObject(template)) return refuse(place, `an object is due; given: ${show(template)}`);
  checkDepth(template, place);
  checkKeys(template, SECTIONS, place);
  const section = (key: string): JsonObject => objectOf(get(template, key), placeOf(name, key));
  const resources = Object.entries(section('Resources')).map(
    ([logicalId, given]) => [logicalId, resourceOf(name, logicalId, given)] as const,
  );
  return {
    name,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    outputs: section('Outputs'),
    resources: new Map(resources),
  };
}

function resourceOf(stack: string, logicalId: string, given: Json): TemplateResource {
  const nameless = placeOf(stack, `resource ${logicalId}`);
  if (!isObject(given)) return refuse(nameless, `an object is due; given: ${show(given)}`);
  const type = get(given, 'Type');
  if (typeof type !== 'string') return refuse(below(nameless, 'Type'), `a type is due; given: ${show(type)}`);
  const place = `${nameless} (${type})`;
  checkKeys(given, RESOURCE_KEYS, place);
  const dependsOn = get(given, 'DependsOn') ?? [];
  const condition = get(given, 'Condition');
  if (condition !== undefined && typeof condition !== 'string') {
    refuse(below(place, 'Condition'), `the name of a condition is due; given: ${show(condition)}`);
  }
  return {
    logicalId,
    type,
    place,
    properties: objectOf(get(given, 'Properties'), `${place}, Properties`),
    metadata: objectOf(get(given, 'Metadata'), `${place}, Metadata`),
    dependsOn: (isList(dependsOn) ? dependsOn : [dependsOn]).map(
      (each) =>
        asText(each) ?? refuse(below(place, 'DependsOn'), `a logical id is due; given: ${show(each)}`),
    ),
    condition: condition as string | undefined,
  };
}

function objectOf(given: Json | undefined, place: Place): JsonObject {
  if (given === undefined) return {};
  return isObject(given) ? given : refuse(place, `an object is due; given: ${show(given)}`);
}

function checkKeys(given: JsonObject, known: string, place: Place): void {
  const unknown = Object.keys(given).find((key) => !known.split(' ').includes(key));
  if (unknown !== undefined) refuse(place, `its key '${unknown}' is not known here; known: ${known}`);
}

function checkDepth(template: Json, place: Place): void {
  let level: readonly Json[] = [template];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) refuse(place, `it is nested deeper than ${DEPTH} levels`);
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
}
