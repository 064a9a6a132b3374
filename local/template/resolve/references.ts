/** What an expression refers to by name: parameters, pseudo parameters and logical ids, whatever branch they stand in. */
import { isList, isObject, type Json } from '../json.ts';
import { substitutedNames } from './substitute.ts';

export function referencesOf(given: Json): readonly string[] {
  const found: string[] = [];
  const walk = (value: Json): void => {
    if (isList(value)) for (const each of value) walk(each);
    if (!isObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'Ref' && typeof inner === 'string') found.push(inner);
      else if (key === 'Fn::GetAtt') found.push(...attributeOwner(inner));
      else if (key === 'Fn::Sub') found.push(...substitutedNames(inner).map(owner));
      walk(inner);
    }
  };
  walk(given);
  return found;
}

const owner = (name: string): string => name.split('.', 1)[0] ?? name;

function attributeOwner(given: Json): readonly string[] {
  if (typeof given === 'string') return [owner(given)];
  const [logicalId] = isList(given) ? given : [];
  return typeof logicalId === 'string' ? [logicalId] : [];
}
