/** What a template has that the record does not: all of a type, or those that a recorded property refers to. */
import { isObject, type Json } from './json.ts';
import type { RecordedResource, RecordedStack } from './recorded.ts';
import type { Sides } from './stateful-type.ts';
import { statefulType } from './stateful-types.ts';

export function newResources({
  recorded,
  given,
}: Sides<RecordedStack>): readonly (readonly [string, RecordedResource])[] {
  const resources = Object.entries(given);
  const referenced = new Set(
    resources.flatMap(([, resource]) => (whereReferenced(resource) ? [] : idsIn(resource))),
  );
  return resources.filter(
    ([id, resource]) => recorded[id] === undefined && (!whereReferenced(resource) || referenced.has(id)),
  );
}

const whereReferenced = ({ Type }: RecordedResource): boolean => statefulType(Type)?.whereReferenced === true;

/** Logical ids that a value refers to. */
function idsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isObject(value)) return [];
  const { Ref, 'Fn::GetAtt': attribute } = value;
  const ids = [Ref, Array.isArray(attribute) ? attribute[0] : undefined];
  return [...ids.filter((id) => typeof id === 'string'), ...Object.values(value).flatMap(idsIn)];
}
