/** Which of a resource's property paths have no effect here, and which nobody knows. List indexes are left out. */
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { ResourceType } from './resource-type.ts';

export interface Judgement {
  readonly idle: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
}

export function judgeProperties(known: ResourceType, properties: JsonObject): Judgement {
  const paths = [...known.reads, ...Object.keys(known.idle)];
  const idle = new Set<string>();
  const unknown = new Set<string>();
  const walk = (given: Json, path: string): void => {
    if (isList(given)) {
      for (const each of given) walk(each, path);
    } else if (isObject(given)) {
      for (const [key, each] of Object.entries(given)) judge(each, path === '' ? key : `${path}.${key}`);
    } else {
      // a plain value where an object with known keys is due
      unknown.add(path);
    }
  };
  const judge = (given: Json, path: string): void => {
    if (known.reads.includes(path)) return;
    if (Object.hasOwn(known.idle, path)) idle.add(path);
    else if (paths.some((each) => each.startsWith(`${path}.`))) walk(given, path);
    else unknown.add(path);
  };
  if (known.inert === undefined) walk(properties, '');
  return { idle, unknown };
}
