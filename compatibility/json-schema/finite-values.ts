/** The values that facts allow, where they can be counted: those of an enum or const, or of the types null and boolean. */
import { type Fact, holds, nodes } from './facts.ts';
import { keyword } from './schema-document.ts';
import { only, typesOf } from './value-types.ts';

export function finiteValues(facts: readonly Fact[]): readonly unknown[] | undefined {
  const lists = nodes(facts).flatMap((node) => {
    const constant = keyword(node, 'const');
    if (constant !== undefined) return [[constant]];
    const values = keyword(node, 'enum');
    return Array.isArray(values) ? [values as unknown[]] : [];
  });
  if (lists.length === 0 && only(typesOf(facts), 'null', 'boolean')) lists.push([null, false, true]);
  const [values] = lists;
  return values?.filter((value) => facts.every((fact) => holds(fact, value)));
}
