/** What may be written as a value of a type. Each answers what it was given, or throws a Misfit. */
import type { Scalar } from './message-plan.ts';
import { kindOf, Misfit } from './misfit.ts';

type Check = (value: unknown) => unknown;

const int32: Check = (value) => (value === ((value as number) | 0) ? value : refuse(value, 'int32'));

const uint32: Check = (value) => (value === (value as number) >>> 0 ? value : refuse(value, 'uint32'));

const int64: Check = (value) =>
  Number.isSafeInteger(value) ? value : refuse(value, 'an integer up to ±(2^53 − 1)');

const uint64: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? value
    : refuse(value, 'an integer from 0 to 2^53 − 1');

const double: Check = (value) => (typeof value === 'number' ? value : refuse(value, 'double'));

/** It is rounded, but what is finite stays finite. */
const float: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) === Number.isFinite(Math.fround(value))
    ? value
    : refuse(value, 'float');

const bool: Check = (value) => (typeof value === 'boolean' ? value : refuse(value, 'bool'));

function string(value: unknown): unknown {
  if (typeof value !== 'string') return refuse(value, 'string');
  if (value.isWellFormed()) return value;
  throw new Misfit('a string with half a surrogate pair, which is no UTF-8');
}

const bytes: Check = (value) => (value instanceof Uint8Array ? value : refuse(value, 'Buffer or Uint8Array'));

export const scalarChecks: Readonly<Record<Scalar, Check>> = {
  double,
  float,
  int32,
  uint32,
  sint32: int32,
  fixed32: uint32,
  sfixed32: int32,
  int64,
  uint64,
  sint64: int64,
  fixed64: uint64,
  sfixed64: int64,
  bool,
  string,
  bytes,
};

/** Of a map's key, which is a property's name: the value it stands for, if that has no other name. */
export function keyCheck(scalar: Scalar): Check {
  const check = scalarChecks[scalar];
  if (scalar === 'string') return check;
  const allowed = scalar === 'bool' ? 'true, false' : `${scalar} in decimal`;
  return (key) => {
    const value = scalar === 'bool' ? key === 'true' : Number(key);
    if (String(value) !== key) throw new Misfit(`a key that does not fit; allowed: ${allowed}`);
    return check(value);
  };
}

export function list(value: unknown): unknown {
  return Array.isArray(value) ? value : refuse(value, 'an array');
}

/** What has its entries as properties: a Map has none, and would be written as empty. */
export function map(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return value;
  }
  return refuse(value, 'a plain object');
}

export function message(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(value, name);
}

export function refuse(value: unknown, allowed: string): never {
  throw new Misfit(`${kindOf(value)}; allowed: ${allowed}`);
}
