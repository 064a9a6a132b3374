/**
 * ajv for one schema. It changes nothing, and stops at the first mismatch: a value of a million of them would be a million
 * errors. Its patterns are our own files', so what they cost on a long text is ours too; no other version is compiled to
 * be read.
 *
 * Formats are those of draft-07; AWS Glue's Java serializer checks them too. Others are ignored, as drafts have it.
 */
import { Ajv, type ErrorObject } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { SchemaError } from '../schema-error.ts';
import type { Schema } from './schema-document.ts';
import type { PathOf } from './value-path.ts';

/** Throws a SchemaError. `whose` names properties that are refused only where the value is the caller's own. */
export type Validate = (value: unknown, whose: 'read' | 'written') => void;

const FORMATS = [
  'date',
  'date-time',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'json-pointer',
  'regex',
  'relative-json-pointer',
  'time',
  'uri',
  'uri-reference',
  'uri-template',
] as const;
const MOST_NAMED = 5;

/** Throws what ajv throws for what is no schema. */
export function validatorOf(schema: Schema, pathOf: PathOf): Validate {
  const ajv = new Ajv({
    strict: false,
    // Or NaN would be a number.
    strictNumbers: true,
    // Or `toString` would be a property of everything.
    ownProperties: true,
    logger: false,
    formats: Object.fromEntries(FORMATS.map((name) => [name, fullFormats[name]])),
  });
  const validate = ajv.compile(schema);
  return (value, whose) => {
    if (validate(value)) return;
    const rules = (validate.errors ?? []).map((error) => {
      const extra = whose === 'written' && error.keyword === 'additionalProperties';
      const rule = extra ? `${error.message}: '${error.params.additionalProperty}'` : ruleOf(error);
      return `${pathOf(stepsOf(error.instancePath), value)}: ${rule}`;
    });
    throw new SchemaError('value-schema', [...new Set(rules)].slice(0, MOST_NAMED).join('; '));
  };
}

function ruleOf({ keyword, message, params }: ErrorObject): string {
  if (keyword === 'enum') return `must be one of ${JSON.stringify(params.allowedValues)}`;
  return keyword === 'const' ? `must be ${JSON.stringify(params.allowedValue)}` : (message ?? keyword);
}

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
