/**
 * Functions that write messages, one for each of a plan, generated like those that read. Everything is checked before it
 * is written: protobufjs' writer takes anything, and its `verify` knows neither ranges nor fields that there are none of.
 *   missing    allowed where null is, nowhere else
 *   unknown    refused; when an older version is written, fields that came later are known and left out, and those that
 *              the newest version does not have any more may be missing
 */
import type { Writer } from 'protobufjs/light.js';
import { keyCheck, list, map, message, refuse, scalarChecks } from './checks.ts';
import type { EnumPlan, FieldPlan, MessagePlan, Plan, Scalar, ValuePlan } from './message-plan.ts';
import { Misfit } from './misfit.ts';
import { quoted, wireTypeOf } from './scalars.ts';
import { MOST_DEEP, tooDeep } from './wire-reader.ts';

export type Encode = (writer: Writer, message: unknown, depth: number) => void;

/** Full name of a message → its fields' names, in the newest version. */
export type NewestFields = ReadonlyMap<string, ReadonlySet<string>>;

export const newestFields = ({ messages }: Plan): NewestFields =>
  new Map(messages.map(({ name, fields }) => [name, new Set(fields.map((field) => field.name))]));

/** Of the root message. */
export function encoderOf(plan: Plan, newest: NewestFields): Encode {
  const scope = {
    check: scalarChecks,
    key: Object.fromEntries(Object.keys(scalarChecks).map((each) => [each, keyCheck(each as Scalar)])),
    number: plan.enums.map(numberOf),
    noneBut: plan.messages.map((each) => noneBut(each, newest.get(each.name))),
    list,
    map,
    message,
    tooDeep,
    located,
    both: (other: string) => new Misfit(`given beside '${other}'; allowed: one field of a oneof`),
  };
  const source = plan.messages.map((each, index) => messageSource(plan, index, newest.get(each.name)));
  return new Function(...Object.keys(scope), `${source.join('\n')}\nreturn write0;`)(...Object.values(scope));
}

function messageSource(plan: Plan, index: number, newest: ReadonlySet<string> | undefined): string {
  const { name, fields } = plan.messages[index] as MessagePlan;
  const statements = fields.map((field) => {
    const mayMiss =
      field.presence === 'nullable' && field.shape === 'one'
        ? 'null'
        : newest?.has(field.name) === false && 'gone';
    const write = writeField(plan, field);
    if (mayMiss === 'null')
      return `if (v !== undefined && v !== null) { ${write} } else if (v === undefined) missing++;`;
    return mayMiss === 'gone' ? `if (v !== undefined) { ${write} } else missing++;` : write;
  });
  const oneofs = new Set(fields.map(({ oneof }) => oneof).filter((oneof) => oneof !== undefined));
  return `
function write${index}(w, m, depth) {
  if (depth > ${MOST_DEEP}) throw tooDeep();
  message(m, ${quoted(name)});
  let at = '', i = -1, missing = 0, given = 0, v;
  ${[...oneofs].map((oneof) => `let ${chosen(oneof)} = '';`).join(' ')}
  try {
    ${statements.map((statement, of) => `at = ${quoted(fields[of]?.name ?? '')}; v = m[${quoted(fields[of]?.name ?? '')}]; ${statement}`).join('\n    ')}
  } catch (thrown) {
    throw located(thrown, at, i);
  }
  for (const name in m) given++;
  if (given + missing !== ${fields.length}) noneBut[${index}](m);
}`;
}

function writeField(plan: Plan, field: FieldPlan): string {
  const { id, value, shape, oneof } = field;
  const tag = `w.uint32(${tagOf(id, wireTypeOf(value))})`;
  if (shape === 'map') {
    const { key = 'string' } = field;
    return `map(v); for (i of Object.keys(v)) {
      const k = i; i = '*';
      w.uint32(${tagOf(id, 2)}).fork().uint32(${tagOf(1, wireTypeOf({ is: 'scalar', scalar: key }))}).${key}(key.${key}(k));
      ${writeValue(value, `w.uint32(${tagOf(2, wireTypeOf(value))})`, 'v[k]')} w.ldelim();
    } i = -1;`;
  }
  if (shape === 'many') {
    const each = (to: string) =>
      `for (i = 0; i < v.length; i++) { ${writeValue(value, to, 'v[i]')} } i = -1;`;
    if (!field.packed || wireTypeOf(value) === 2) return `list(v); ${each(tag)}`;
    return `if (list(v).length > 0) { w.uint32(${tagOf(id, 2)}).fork(); ${each('w')} w.ldelim(); }`;
  }
  if (field.presence === 'plain') return writePlain(plan, value, tag);
  const choice =
    oneof === undefined
      ? ''
      : `if (${chosen(oneof)} !== '') throw both(${chosen(oneof)}); ${chosen(oneof)} = at;`;
  return `${choice} ${writeValue(value, tag, 'v')}`;
}

/** Left out while it is the default. */
function writePlain({ enums }: Plan, value: ValuePlan, tag: string): string {
  if (value.is === 'enum') {
    const { numbers, first } = enums[value.index] as EnumPlan;
    return `v = number[${value.index}](v); if (v !== ${numbers.get(first)}) ${tag}.int32(v);`;
  }
  const { scalar } = value as { readonly scalar: Scalar };
  const given: Partial<Record<Scalar, string>> = {
    string: `v !== ''`,
    bytes: 'v.length > 0',
    bool: 'v',
    // −0 is not the default.
    double: '!Object.is(v, 0)',
    float: '!Object.is(v, 0)',
  };
  return `check.${scalar}(v); if (${given[scalar] ?? 'v !== 0'}) ${tag}.${scalar}(v);`;
}

function writeValue(value: ValuePlan, to: string, from: string): string {
  switch (value.is) {
    case 'scalar':
      return `${to}.${value.scalar}(check.${value.scalar}(${from}));`;
    case 'enum':
      return `${to}.int32(number[${value.index}](${from}));`;
    case 'message':
      return `write${value.index}(${to}.fork(), ${from}, depth + 1); w.ldelim();`;
  }
}

const tagOf = (id: number, wireType: number): number => ((id << 3) | wireType) >>> 0;

const chosen = (oneof: string): string => `oneof_${oneof}`;

function numberOf({ name, numbers }: EnumPlan) {
  return (value: unknown): number =>
    numbers.get(value as string) ?? refuse(value, `${name}: ${[...numbers.keys()].join(', ')}`);
}

/** Throws where a message has a field that its type has not. */
function noneBut({ name, fields }: MessagePlan, newest: ReadonlySet<string> = new Set()) {
  const known = new Set([...fields.map((field) => field.name), ...newest]);
  return (given: object): void => {
    for (const each in given) {
      if (!known.has(each))
        throw new Misfit(`${name} has no field '${each}'; it has ${[...known].join(', ')}`);
    }
  };
}

function located(thrown: unknown, field: string, index: number | '*'): unknown {
  return thrown instanceof Misfit ? thrown.within(index === -1 ? field : `${field}[${index}]`) : thrown;
}
