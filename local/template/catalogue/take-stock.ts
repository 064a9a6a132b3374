/**
 * What of the app does not run here: types and properties without effect, each with its reason, for the person to
 * read. Whatever nobody knows is refused, all of it at once, with the flags that would accept it.
 */
import { StartError } from '../../start-error.ts';
import type { Inert } from '../app-model.ts';
import type { Resource } from '../resolve/resolve-stack.ts';
import { judgeProperties } from './judge-properties.ts';

const PROVIDER = 'it serves a custom resource, which is answered here without it';

/** `providers`: the functions of custom resources. */
export function takeStock(
  resources: readonly Resource[],
  providers: ReadonlySet<Resource>,
): readonly Inert[] {
  const found = new Map<string, Inert>();
  const unknown = new Map<string, string>();
  const add = (type: string, reason: string): void => {
    const key = `${type} ${reason}`;
    found.set(key, { type, reason, count: (found.get(key)?.count ?? 0) + 1 });
  };
  for (const resource of resources) {
    const { type, known, ignored, place, properties } = resource;
    if (known === undefined) {
      if (!ignored) unknown.set(type, `${place}: nobody here knows the type`);
    } else if (known.inert !== undefined) {
      add(type, known.inert);
    } else if (providers.has(resource)) {
      add(type, PROVIDER);
    } else {
      const judged = judgeProperties(known, properties);
      for (const path of judged.idle) add(`${type}.${path}`, known.idle[path] ?? '');
      for (const path of judged.unknown) {
        unknown.set(`${type}.${path}`, `${place}: nobody here knows its property ${path}`);
      }
    }
  }
  if (unknown.size > 0) {
    const flags = [...unknown.keys()].map((name) => `--ignore ${name}`).join(' ');
    throw new StartError(
      `${[...unknown.values()].join('\n')}\nwhat it says would not happen here; to start all the same: ${flags}`,
    );
  }
  return [...found.values()].sort((a, b) => a.reason.localeCompare(b.reason) || a.type.localeCompare(b.type));
}
