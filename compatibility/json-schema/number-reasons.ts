/** Bounds must be as wide as the writer's; a step must be a part of the writer's step, which for integers is one. */
import type { Incompatibility } from '../incompatibility.ts';
import { boundText, isAsStrict, limits, type Side, strictestBound } from './bounds.ts';
import type { Comparison } from './comparison.ts';
import { nodes } from './facts.ts';
import { reason } from './place.ts';

const RULES = { minimum: 'minimum-raised', maximum: 'maximum-lowered' } as const;

export function numberReasons(comparison: Comparison): readonly Incompatibility[] {
  const { types } = comparison;
  if (!types.has('integer') && !types.has('fraction')) return [];
  return [
    ...boundReasons(comparison, 'minimum'),
    ...boundReasons(comparison, 'maximum'),
    ...stepReasons(comparison),
  ];
}

function boundReasons({ node, facts, types, place }: Comparison, side: Side): readonly Incompatibility[] {
  const ours = strictestBound([node], side, types);
  const theirs = strictestBound(nodes(facts), side, types);
  if (ours === undefined || isAsStrict(theirs, ours, side)) return [];
  const message = `the reader has ${boundText(ours, side)}, the writer has ${boundText(theirs, side)}`;
  return [reason(place, RULES[side], message)];
}

function stepReasons({ node, facts, types, place }: Comparison): readonly Incompatibility[] {
  const [ours] = limits([node], 'multipleOf');
  if (ours === undefined) return [];
  const theirs = [...limits(nodes(facts), 'multipleOf'), ...(types.has('fraction') ? [] : [1])];
  if (theirs.some((step) => divides(ours, step))) return [];
  const message = `the reader has multipleOf ${ours}, the writer has ${theirs.join(', ') || 'none'}`;
  return [reason(place, 'multiple-of-changed', message)];
}

function divides(part: number, whole: number): boolean {
  const digits = Math.max(decimals(part), decimals(whole));
  return digits <= 100 && scaled(whole, digits) % scaled(part, digits) === 0n;
}

/** Of the shortest text that is this number: 0.01 is a hundredth, not the binary fraction nearest to it. */
function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (digits.split('.')[1] ?? '').length - Number(exponent));
}

function scaled(value: number, places: number): bigint {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  return BigInt(`${whole}${fraction}`) * 10n ** BigInt(places - fraction.length + Number(exponent));
}
