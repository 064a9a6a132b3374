/**
 * The record of a stage against its templates. What differs is a finding, or it is news, which the record follows:
 * additions, and changes that a rule lets pass. A finding is settled by hand, in the record, where its diff is read.
 */
import { addedAgain } from './added-again.ts';
import { changed } from './changed.ts';
import type { Finding } from './finding.ts';
import { gone } from './gone.ts';
import { newResources } from './new-resources.ts';
import type { Recorded, RecordedResource, RecordedStack, RecordedStacks } from './recorded.ts';
import type { Sides } from './stateful-type.ts';
import { nameOf } from './stateful-types.ts';

export interface Comparison {
  readonly findings: readonly Finding[];
  /** A line each. */
  readonly news: readonly string[];
  /** The record with the news. */
  readonly next: Recorded;
}

export function compare({ stacks, retained }: Recorded, given: RecordedStacks): Comparison {
  const names = [...new Set([...Object.keys(stacks), ...Object.keys(given)])];
  const compared = names.map((name) => {
    const sides = { recorded: stacks[name] ?? {}, given: given[name] ?? {} };
    return [name, compareStack(name, sides, retained)] as const;
  });
  return {
    findings: compared.flatMap(([, { findings }]) => findings),
    news: compared.flatMap(([, { news }]) => news),
    next: { stacks: Object.fromEntries(compared.map(([name, { next }]) => [name, next])), retained },
  };
}

function compareStack(stack: string, sides: Sides<RecordedStack>, retained: Recorded['retained']) {
  const findings: Finding[] = [];
  const news: string[] = [];
  const next: Record<string, RecordedResource> = { ...sides.recorded };
  for (const [logicalId, recorded] of Object.entries(sides.recorded)) {
    const given = sides.given[logicalId];
    if (given === undefined) {
      findings.push({ stack, logicalId, ...gone(logicalId, recorded, sides) });
      continue;
    }
    const changes = changed({ recorded, given }, sides);
    findings.push(...changes.findings.map((each) => ({ stack, logicalId, ...each })));
    for (const { property, given: value, text } of changes.news) {
      news.push(`${stack} ${logicalId}: ${text}`);
      next[logicalId] = { ...recorded, ...next[logicalId], [property]: value };
    }
  }
  for (const [logicalId, given] of newResources(sides)) {
    const again = addedAgain(stack, given, retained);
    if (again !== undefined) findings.push({ stack, logicalId, ...again });
    else news.push(`${stack} ${logicalId}: ${nounOf(given)} is new`);
    next[logicalId] = given;
  }
  return { findings, news, next };
}

function nounOf(resource: RecordedResource): string {
  const name = nameOf(resource);
  return name === undefined ? resource.Type : `${resource.Type} '${name}'`;
}
