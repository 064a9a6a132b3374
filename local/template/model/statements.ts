/** The statements of a policy document. What cannot be said of a broker or a bucket in positive terms is refused. */
import type { IamStatement } from '../../kafka/iam-grants.ts';
import { asText, get, isList, isObject, type Json, show } from '../json.ts';

const KEYS = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

export function statementsOf(
  document: Json | undefined,
  refuse: (why: string) => never,
): readonly IamStatement[] {
  const given =
    get(document, 'Statement') ??
    refuse(`a policy document with a Statement is due; given: ${show(document)}`);
  return (isList(given) ? given : [given]).map((each) => {
    if (!isObject(each)) return refuse(`a statement is due; given: ${show(each)}`);
    const unknown = Object.keys(each).find((key) => !KEYS.includes(key));
    if (unknown !== undefined)
      refuse(`a statement's ${unknown} is not implemented here; known: ${KEYS.join(', ')}`);
    const texts = (key: string): readonly string[] => {
      const all = get(each, key) ?? refuse(`a statement without ${key}: ${show(each)}`);
      return (isList(all) ? all : [all]).map(
        (one) => asText(one) ?? refuse(`a statement's ${key} is ${show(one)}; text is due`),
      );
    };
    const effect = get(each, 'Effect');
    if (effect !== 'Allow' && effect !== 'Deny') {
      return refuse(`a statement's Effect is ${show(effect)}; allowed: Allow, Deny`);
    }
    const conditions = get(each, 'Condition');
    return {
      effect,
      actions: texts('Action'),
      resources: texts('Resource'),
      ...(isObject(conditions) && { conditions }),
    };
  });
}
