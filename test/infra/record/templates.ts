/** The project's templates, synthesized once, and what is recorded of them; each test changes a copy. */
import { type Declared, declared } from '../../../infra/declared.ts';
import { type Comparison, compare } from '../../../infra/record/compare.ts';
import { recordOfAll } from '../../../infra/record/record-of.ts';
import type { Recorded, RecordedStacks } from '../../../infra/record/recorded.ts';
import { synthesized } from '../synthesized.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON; tests say what they change in it
type Json = any;

export interface Templates {
  readonly kafka: Json;
  readonly functions: Json;
}

/** The properties of one resource. */
export type Pick = (templates: Templates) => Json;
export type Change = (templates: Templates) => void;

const synthesize = async (given: Declared): Promise<Templates> => {
  const { kafka, functions } = await synthesized(given);
  return { kafka: kafka.raw, functions: functions.raw };
};

/** Of Standard brokers, whose volumes grow by themselves. */
const templates = await synthesize(declared);

const stacksOf = (given: Templates): RecordedStacks => recordOfAll({ ...given });

export const recordedAnew = (stacks: RecordedStacks): Recorded =>
  compare({ stacks: {}, retained: {} }, stacks).next;

export const recorded: Recorded = recordedAnew(stacksOf(templates));

export function changed(...changes: readonly Change[]): RecordedStacks {
  const copy = structuredClone(templates);
  for (const change of changes) change(copy);
  return stacksOf(copy);
}

export const compared = (...changes: readonly Change[]): Comparison => compare(recorded, changed(...changes));

export const declaredOtherwise = async (given: Partial<Declared>): Promise<Comparison> =>
  compare(recorded, stacksOf(await synthesize({ ...declared, ...given })));

export const set =
  (pick: Pick, property: string, value: unknown): Change =>
  (given) => {
    const keys = property.split('.');
    const last = keys.pop()!;
    keys.reduce((parent, key) => parent[key], pick(given))[last] = value;
  };

export function idOf(
  template: Json,
  type: string,
  matches: (properties: Json) => boolean = () => true,
): string {
  const found = Object.entries<Json>(template.Resources).filter(
    ([, { Type, Properties }]) => Type === type && matches(Properties),
  );
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} match, not one`);
  return found[0]![0];
}

export const propertiesOf = (template: Json, type: string, matches?: (properties: Json) => boolean): Json =>
  template.Resources[idOf(template, type, matches)].Properties;
