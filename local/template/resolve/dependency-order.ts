/**
 * What is depended on comes first; otherwise the given order stays. Without recursion, so that a long chain is no
 * matter. `cycle` is told the ids of a circle, the first one again at its end.
 */
export function dependencyOrder(
  ids: Iterable<string>,
  dependenciesOf: (id: string) => Iterable<string>,
  cycle: (ids: readonly string[]) => never,
): readonly string[] {
  const done = new Set<string>();
  const open = new Map<string, Iterator<string>>();
  for (const root of ids) {
    const path: string[] = [];
    const enter = (id: string): void => {
      if (done.has(id)) return;
      if (open.has(id)) cycle([...path.slice(path.indexOf(id)), id]);
      path.push(id);
      open.set(id, dependenciesOf(id)[Symbol.iterator]());
    };
    enter(root);
    for (let id = path.at(-1); id !== undefined; id = path.at(-1)) {
      const next = open.get(id)?.next();
      if (next && !next.done) {
        enter(next.value);
        continue;
      }
      path.pop();
      open.delete(id);
      done.add(id);
    }
  }
  return [...done];
}
