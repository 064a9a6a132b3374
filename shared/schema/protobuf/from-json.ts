/**
 * From JSON that somebody else decoded (Lambda, for a mapping that decodes), by Protobuf's mapping to JSON, to the value
 * that reading the bytes would have given. As its parsers do: fields in camel case or as the file spells them, integers
 * as numbers or text, enums by name or number, null for absent; what ours does not have is dropped.
 */
import { keyCheck, scalarChecks } from './checks.ts';
import type { EnumPlan, FieldPlan, MessagePlan, Plan, Scalar, ValuePlan } from './message-plan.ts';
import { kindOf, Misfit } from './misfit.ts';
import { unwrapped } from './well-known-json.ts';
import { MOST_DEEP, tooDeep } from './wire-reader.ts';

/** Throws a SchemaError. */
export function protobufFromJson(plan: Plan, json: unknown): unknown {
  try {
    return message(plan, { index: 0, depth: 0 }, json);
  } catch (thrown) {
    throw thrown instanceof Misfit ? thrown.schemaError() : thrown;
  }
}

interface Place {
  readonly index: number;
  readonly depth: number;
}

function message(plan: Plan, { index, depth }: Place, given: unknown): Record<string, unknown> {
  if (depth > MOST_DEEP) throw tooDeep();
  const { name, fields } = plan.messages[index] as MessagePlan;
  const json = unwrapped(name, given);
  if (!isObject(json)) throw misfit(json, name);
  const chosen = new Map<string, string>();
  return Object.fromEntries(
    fields.map((each) => {
      const present = own(json, each.name) ?? own(json, each.protoName) ?? null;
      if (present !== null && each.oneof !== undefined) {
        const other = chosen.get(each.oneof);
        if (other !== undefined) throw new Misfit(`'${other}' and '${each.name}'; allowed: one of them`);
        chosen.set(each.oneof, each.name);
      }
      return [each.name, field(plan, { each, depth }, present)];
    }),
  );
}

function field(
  plan: Plan,
  { each, depth }: { readonly each: FieldPlan; readonly depth: number },
  given: unknown,
): unknown {
  const one = (json: unknown, step: string): unknown =>
    at(`${each.name}${step}`, () => single(plan, { value: each.value, depth }, json));
  if (each.shape === 'many') {
    if (given === null) return [];
    if (!Array.isArray(given)) throw misfit(given, 'an array').within(each.name);
    return given.map((json, index) => one(json, `[${index}]`));
  }
  if (each.shape === 'map') {
    if (given === null) return {};
    if (!isObject(given)) throw misfit(given, 'an object').within(each.name);
    const checked = keyCheck(each.key ?? 'string');
    return Object.fromEntries(
      Object.entries(given).map(([key, json]) => {
        at(`${each.name}[*]`, () => checked(key));
        return [key, one(json, '[*]')];
      }),
    );
  }
  if (given !== null) return one(given, '');
  if (each.presence === 'required') throw new Misfit('it is missing, and required').within(each.name);
  return each.presence === 'nullable' ? null : defaultOf(plan, each.value);
}

function single(
  plan: Plan,
  { value, depth }: { readonly value: ValuePlan; readonly depth: number },
  json: unknown,
): unknown {
  switch (value.is) {
    case 'message':
      return message(plan, { index: value.index, depth: depth + 1 }, json);
    case 'enum': {
      const { name, names, numbers } = plan.enums[value.index] as EnumPlan;
      const number = typeof json === 'number' ? json : numbers.get(json as string);
      const found = number === undefined ? undefined : names[number];
      if (found === undefined) throw misfit(json, `${name}: ${[...numbers.keys()].join(', ')}`);
      return found;
    }
    case 'scalar':
      return scalarOf(value.scalar, json);
  }
}

const NUMBER = /^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const NO_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function scalarOf(scalar: Scalar, json: unknown): unknown {
  if (scalar === 'bytes') {
    if (typeof json === 'string' && BASE64.test(json)) return Buffer.from(json, 'base64');
    throw misfit(json, 'bytes in base64');
  }
  if (scalar === 'string' || scalar === 'bool' || typeof json !== 'string') return scalarChecks[scalar](json);
  const special = scalar === 'double' || scalar === 'float' ? NO_NUMBERS.get(json) : undefined;
  return scalarChecks[scalar](special ?? (NUMBER.test(json) ? Number(json) : json));
}

function defaultOf({ enums }: Plan, value: ValuePlan): unknown {
  if (value.is === 'enum') return enums[value.index]?.first;
  const { scalar } = value as { readonly scalar: Scalar };
  if (scalar === 'string') return '';
  if (scalar === 'bytes') return Buffer.alloc(0);
  return scalar === 'bool' ? false : 0;
}

function at<T>(step: string, act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    throw thrown instanceof Misfit ? thrown.within(step) : thrown;
  }
}

const own = (json: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(json, key) ? json[key] : undefined;

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const misfit = (given: unknown, allowed: string): Misfit =>
  new Misfit(`${kindOf(given)}; allowed: ${allowed}`);
