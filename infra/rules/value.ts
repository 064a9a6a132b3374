/**
 * A property of a template after its intrinsics are resolved. What cannot be known before a deployment is UNKNOWN, and
 * is judged by no rule; what leads to another resource stays a reference, so that a rule can follow it.
 */
import type { Resource } from './resource.ts';

export const UNKNOWN = Symbol('known when it is deployed');

export class Reference {
  readonly resource: Resource;
  /** `Ref`, or the attribute. */
  readonly attribute: string;

  constructor(resource: Resource, attribute: string) {
    this.resource = resource;
    this.attribute = attribute;
  }
}

export type Value =
  | string
  | number
  | boolean
  | null
  | typeof UNKNOWN
  | Reference
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Of types whose Ref is their name. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Glue::Registry': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SSM::Parameter': 'Name',
};

/** Undefined: it is no text, or not known. */
export function textOf(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!(value instanceof Reference) || value.attribute !== 'Ref') return undefined;
  const { resource } = value;
  const name = NAMED_BY[resource.type];
  return name === undefined ? undefined : textOf(resource.properties[name]);
}

/** CloudFormation takes `"3"` for 3. NaN: it is given, and no number. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value === undefined || value === UNKNOWN || value instanceof Reference) return undefined;
  const text = textOf(value);
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}

export const isTrue = (value: Value | undefined): boolean => value === true || value === 'true';

export const isObject = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

const LONGEST = 120;

/** For a message. */
export function show(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value, (_, each: Value) => {
    if (each === UNKNOWN) return '(known when it is deployed)';
    return each instanceof Reference ? `(${each.resource.logicalId}.${each.attribute})` : each;
  });
  const quoted = typeof value === 'string' ? `'${value}'` : text;
  return quoted.length > LONGEST ? `${quoted.slice(0, LONGEST)}…` : quoted;
}
