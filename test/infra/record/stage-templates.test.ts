import path from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../../infra/record/run.ts';
import { stageNames, stageTemplates } from '../../../infra/record/stage-templates.ts';
import { statefulType } from '../../../infra/record/stateful-types.ts';

const templates = new Map(
  await Promise.all(stageNames().map(async (stage) => [stage, await stageTemplates(stage)] as const)),
);

it('the committed record of every stage is up to date', async () => {
  const complaints: string[] = [];
  const code = await run(['check'], {
    stages: stageNames(),
    templates: async (stage) => templates.get(stage)!,
    folder: path.resolve(import.meta.dirname, '../../../infra/record'),
    say: () => {},
    complain: (text) => complaints.push(text),
  });
  expect(complaints).toEqual([]);
  expect(code).toBe(0);
});

it.each(stageNames())('whatever outlives the stack in %s is of a type that is recorded', (stage) => {
  const resources = Object.values(templates.get(stage)!).flatMap(({ Resources }) =>
    Object.values(Resources as Record<string, { Type: string; UpdateReplacePolicy?: string }>),
  );
  const retained = resources.filter((each) => each.UpdateReplacePolicy === 'Retain');
  expect(retained.filter(({ Type }) => statefulType(Type) === undefined)).toEqual([]);
  expect(resources.filter(({ Type }) => statefulType(Type) !== undefined).length).toBeGreaterThan(10);
});
