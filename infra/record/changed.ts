/** What differs in a resource that is in the record and in the template. */
import type { Finding } from './finding.ts';
import { type Json, jsonText } from './json.ts';
import type { RecordedResource, RecordedStack } from './recorded.ts';
import type { Sides } from './stateful-type.ts';
import { statefulType } from './stateful-types.ts';

export interface Changes {
  readonly findings: readonly Omit<Finding, 'stack' | 'logicalId'>[];
  readonly news: readonly { readonly property: string; readonly given: Json; readonly text: string }[];
}

export function changed(resource: Sides<RecordedResource>, stack: Sides<RecordedStack>): Changes {
  const { recorded, given } = resource;
  if (recorded.Type !== given.Type) return { findings: [anotherType(recorded.Type, given.Type)], news: [] };
  const findings: Changes['findings'][number][] = [];
  const news: Changes['news'][number][] = [];
  for (const [property, rule] of Object.entries(statefulType(given.Type)?.properties ?? {})) {
    const [before, after] = [recorded[property], given[property] ?? null];
    // The rule is newer than the record.
    if (before === undefined) {
      news.push({ property, given: after, text: `${property} is not recorded yet` });
      continue;
    }
    if (jsonText(before) === jsonText(after)) continue;
    const refusal = rule.refuse({ recorded: before, given: after, resource, stack });
    if (refusal !== undefined) findings.push({ property, recorded: before, given: after, ...refusal });
    else news.push({ property, given: after, text: `${property} is ${jsonText(after)}` });
  }
  return { findings, news };
}

const anotherType = (recorded: string, given: string) => ({
  property: 'Type',
  recorded,
  given,
  why: 'CloudFormation takes no resource of another type under a logical id that is in use',
  wayOut: 'Give the new construct another id, and the recorded one its place back',
});
