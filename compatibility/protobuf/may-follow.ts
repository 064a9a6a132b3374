/**
 * Whether a version keeps the numbers and names of an earlier one from being used again. Records outlive versions: a
 * number that is free today gets another meaning tomorrow, and old records decode without an error. So, in every message
 * and enum that both versions have:
 *   what is removed is reserved, by number and by name
 *   what is reserved stays so, and is not used
 */
import protobuf from 'protobufjs';
import type { Incompatibility } from '../incompatibility.ts';
import { parseDefinition } from './definition.ts';

export function mayFollow(next: string, earlier: string): readonly Incompatibility[] {
  const [ours, theirs] = [parseDefinition(next), parseDefinition(earlier)];
  return declared(theirs.root.parent, '').flatMap((old) => {
    const now = declared(ours.root.parent, '').find(({ name }) => name === old.name);
    return now === undefined ? [] : [...removed(now, old), ...reservations(now, old)];
  });
}

type Reserved = readonly [from: number, to: number] | string;

interface Declared {
  readonly name: string;
  /** Fields of a message, values of an enum. */
  readonly members: Readonly<Record<string, number>>;
  readonly reserved: readonly Reserved[];
}

function declared(namespace: protobuf.NamespaceBase | null, prefix: string): readonly Declared[] {
  return (namespace?.nestedArray ?? []).flatMap((member) => {
    const name = `${prefix}${member.name}`;
    if (member instanceof protobuf.Enum) {
      return [{ name, members: member.values, reserved: (member.reserved ?? []) as Reserved[] }];
    }
    if (!(member instanceof protobuf.Type)) return [];
    const members = Object.fromEntries(member.fieldsArray.map((field) => [field.name, field.id]));
    const reserved = (member.reserved ?? []) as Reserved[];
    return [{ name, members, reserved }, ...declared(member, `${name}.`)];
  });
}

const reserves = ({ reserved }: Declared, wanted: string | number): boolean =>
  reserved.some((each) =>
    typeof each === 'string' || typeof wanted === 'string'
      ? each === wanted
      : each[0] <= wanted && wanted <= each[1],
  );

function removed(now: Declared, old: Declared): Incompatibility[] {
  const used = new Set(Object.values(now.members));
  return Object.entries(old.members).flatMap(([name, number]) => {
    if (used.has(number) || now.members[name] !== undefined) return [];
    const path = `${now.name}.${name}`;
    const missing: Incompatibility[] = [];
    if (!reserves(now, number)) {
      const message = `the earlier version has ${name} = ${number}, the next has neither it nor reserved ${number}`;
      missing.push({ path, rule: 'number-not-reserved', message });
    }
    if (!reserves(now, name)) {
      const message = `the earlier version has ${name} = ${number}, the next has neither it nor reserved "${name}"`;
      missing.push({ path, rule: 'name-not-reserved', message });
    }
    return missing;
  });
}

function reservations(now: Declared, old: Declared): Incompatibility[] {
  const used = Object.entries(now.members).flatMap(([name, number]) => {
    const path = `${now.name}.${name}`;
    const message = `the next version has ${name} = ${number}, the earlier has reserved`;
    return [
      ...(reserves(old, number)
        ? [{ path, rule: 'reserved-number-used', message: `${message} ${number}` }]
        : []),
      ...(reserves(old, name) ? [{ path, rule: 'reserved-name-used', message: `${message} "${name}"` }] : []),
    ];
  });
  const dropped = old.reserved
    .filter((each) => !keeps(now, each))
    .map((each) => {
      const text =
        typeof each === 'string' ? `"${each}"` : each[0] === each[1] ? `${each[0]}` : each.join(' to ');
      const message = `the earlier version has reserved ${text}, the next has not`;
      return { path: now.name, rule: 'reservation-dropped', message };
    });
  return [...used, ...dropped];
}

/** What is used is a reason of its own. A range may be kept by several. */
function keeps(now: Declared, wanted: Reserved): boolean {
  if (typeof wanted === 'string') return now.members[wanted] !== undefined || reserves(now, wanted);
  let [from] = wanted;
  const used = new Set(Object.values(now.members));
  while (from <= wanted[1]) {
    const range = now.reserved.find((each) => typeof each !== 'string' && each[0] <= from && from <= each[1]);
    if (range === undefined && !used.has(from)) return false;
    from = range === undefined ? from + 1 : Number(range[1]) + 1;
  }
  return true;
}
