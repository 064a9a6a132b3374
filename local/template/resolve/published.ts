/** What the stacks deployed so far have left for later ones: SSM parameters, and outputs with an export. */
import { asText, get, type Json, type JsonObject, show } from '../json.ts';
import { below, type Place, refuse } from '../place.ts';
import { withDynamicReferences } from './dynamic-references.ts';
import { evaluate } from './evaluate.ts';
import { text } from './kinds.ts';
import { NO_VALUE, type Scope } from './scope.ts';

export interface Published {
  readonly ssm: Map<string, string>;
  readonly exports: Map<string, Json>;
}

const SSM_TYPES = ['String', 'StringList'];

export function publishParameter(
  { ref, properties, place }: { readonly ref: Json; readonly properties: JsonObject; readonly place: Place },
  { ssm }: Published,
): void {
  const at = `${place}, Properties`;
  const [name = ref, type, value] = ['Name', 'Type', 'Value'].map((key) => get(properties, key));
  if (!SSM_TYPES.some((each) => each === type)) {
    refuse(below(at, 'Type'), `one of ${SSM_TYPES.join(', ')} is due; given: ${show(type)}`);
  }
  const named = asText(name) ?? refuse(below(at, 'Name'), `text is due; given: ${show(name)}`);
  if (ssm.has(named)) refuse(below(at, 'Name'), `there is an SSM parameter '${named}' already`);
  ssm.set(named, asText(value) ?? refuse(below(at, 'Value'), `text is due; given: ${show(value)}`));
}

export function publishOutput(output: Json, place: Place, scope: Scope, { exports, ssm }: Published): void {
  const given = get(output, 'Value') ?? refuse(place, 'it has no Value');
  const value = evaluate(given, below(place, 'Value'), scope);
  const exported = get(get(output, 'Export'), 'Name');
  if (exported === undefined || value === NO_VALUE) return;
  const at = below(place, 'Export.Name');
  const name = text(evaluate(exported, at, scope), at);
  if (exports.has(name)) refuse(place, `another stack exports '${name}' already`);
  exports.set(name, withDynamicReferences(value, place, ssm));
}
