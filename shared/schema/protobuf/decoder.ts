/**
 * Functions that read messages, one for each of a plan: `read<n>(r, m, depth)` reads up to `r.end` into `m`, or into a new
 * one. Their source is generated, as protobufjs generates its own, but straight into the shape that is answered: what is
 * read is checked on the way, and never gone through again.
 *   a field in another wire type than its own is refused, where other readers drop it as unknown
 *   a number that an enum has no name for is refused, in open enums too: names are all that a value can hold
 */
import type { FieldPlan, MessagePlan, Plan, ValuePlan } from './message-plan.ts';
import { Misfit } from './misfit.ts';
import { methodOf, quoted, wireTypeOf } from './scalars.ts';
import { MOST_DEEP, tooDeep, type WireReader } from './wire-reader.ts';

export type Decode = (reader: WireReader, into: undefined, depth: number) => unknown;

/** Of the root message. */
export function decoderOf(plan: Plan): Decode {
  const scope = {
    names: plan.enums.map(({ names }) => names),
    located: plan.messages.map(({ fields }) => locating(fields)),
    EMPTY: Buffer.alloc(0),
    put,
    tooDeep,
    wireType: (given: number, allowed: number) => new Misfit(`wire type ${given}; allowed: ${allowed}`),
    unnamed: (index: number) => new Misfit(`a number that enum ${plan.enums[index]?.name} has no name for`),
    missing: (field: string) => new Misfit(`${field} is missing, and required`),
  };
  const source = plan.messages.map((message, index) => messageSource(plan, message, index));
  return new Function(...Object.keys(scope), `${source.join('\n')}\nreturn read0;`)(...Object.values(scope));
}

function messageSource(plan: Plan, { name, fields }: MessagePlan, index: number): string {
  const required = fields.filter(({ presence }) => presence === 'required');
  return `
function read${index}(r, m, depth) {
  if (depth > ${MOST_DEEP}) throw tooDeep();
  if (m === undefined || m === null) m = {${fields.map((field) => `${quoted(field.name)}: ${initial(plan, field)}`)}};
  let tag = 0;
  try {
    while (r.pos < r.end) {
      tag = 0;
      tag = r.tag();
      switch (tag >>> 3) {
        ${fields.map((field) => `case ${field.id}: { ${fieldSource(plan, field, fields)} break; }`).join('\n        ')}
        default: r.skip(tag, depth);
      }
    }
  } catch (thrown) {
    throw located[${index}](thrown, tag >>> 3, m);
  }
  ${required.map((field) => `if (${at(field)} === undefined) throw missing(${quoted(`${name}.${field.name}`)});`).join('\n  ')}
  return m;
}`;
}

function fieldSource(plan: Plan, field: FieldPlan, fields: readonly FieldPlan[]): string {
  if (field.shape === 'map') return mapSource(plan, field);
  const wire = wireTypeOf(field.value);
  if (field.shape === 'one') {
    const others = fields.filter(
      (other) => other !== field && field.oneof !== undefined && other.oneof === field.oneof,
    );
    const cleared = others.map((other) => `${at(other)} = null;`).join(' ');
    return `${only(wire)} ${readSource(field.value, (read) => `${at(field)} = ${read};`, at(field))} ${cleared}`;
  }
  const one = readSource(field.value, (read) => `${at(field)}.push(${read});`);
  if (wire === 2) return `${only(wire)} ${one}`;
  // Packed or not, whichever it was declared.
  return `if ((tag & 7) === 2) { const outer = r.enter(); while (r.pos < r.end) { ${one} } r.leave(outer); } else { ${only(wire)} ${one} }`;
}

function mapSource(plan: Plan, field: FieldPlan): string {
  const { key = 'string', value } = field;
  const keyPlan: ValuePlan = { is: 'scalar', scalar: key };
  return `${only(2)}
          const outer = r.enter();
          let key = ${defaultOf(plan, keyPlan)}, value = ${value.is === 'message' ? 'undefined' : defaultOf(plan, value)};
          while (r.pos < r.end) {
            const tag = r.tag();
            switch (tag >>> 3) {
              case 1: { ${only(wireTypeOf(keyPlan))} ${readSource(keyPlan, (read) => `key = ${read};`)} break; }
              case 2: { ${only(wireTypeOf(value))} ${readSource(value, (read) => `value = ${read};`, 'value')} break; }
              default: r.skip(tag, depth);
            }
          }
          ${value.is === 'message' ? `if (value === undefined) value = read${value.index}(r, undefined, depth + 1);` : ''}
          r.leave(outer);
          put(${at(field)}, key, value);`;
}

/** `into`: a message that comes in parts is merged. */
function readSource(value: ValuePlan, store: (read: string) => string, into = 'undefined'): string {
  switch (value.is) {
    case 'scalar':
      return store(`r.${methodOf(value.scalar)}()`);
    case 'enum':
      return `{ const name = names[${value.index}][r.int32()]; if (name === undefined) throw unnamed(${value.index}); ${store('name')} }`;
    case 'message':
      return `{ const outer = r.enter(); ${store(`read${value.index}(r, ${into}, depth + 1)`)} r.leave(outer); }`;
  }
}

function initial(plan: Plan, { shape, presence, value }: FieldPlan): string {
  if (shape !== 'one') return shape === 'map' ? '{}' : '[]';
  if (presence === 'plain') return defaultOf(plan, value);
  return presence === 'nullable' ? 'null' : 'undefined';
}

function defaultOf({ enums }: Plan, value: ValuePlan): string {
  if (value.is === 'enum') return quoted(enums[value.index]?.first ?? '');
  if (value.is === 'message') return 'null';
  const { scalar } = value;
  return { string: '""', bytes: 'EMPTY', bool: 'false' }[scalar as string] ?? '0';
}

const only = (wire: number): string => `if ((tag & 7) !== ${wire}) throw wireType(tag & 7, ${wire});`;

const at = ({ name }: FieldPlan): string => `m[${quoted(name)}]`;

/** A key like any other, and no prototype. */
function put(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
}

function locating(fields: readonly FieldPlan[]) {
  const byId = new Map(fields.map((field) => [field.id, field]));
  return (thrown: unknown, id: number, message: Record<string, unknown>): unknown => {
    const field = byId.get(id);
    if (!(thrown instanceof Misfit) || field === undefined) return thrown;
    if (field.shape === 'one') return thrown.within(field.name);
    const index = field.shape === 'map' ? '*' : (message[field.name] as readonly unknown[]).length;
    return thrown.within(`${field.name}[${index}]`);
  };
}
