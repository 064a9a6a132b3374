/** JSON that fits its JSON Schema, as it came. ajv validates; `format` says nothing here, as drafts allow. */
import { isUtf8 } from 'node:buffer';
import { Ajv } from 'ajv';
import { undecodable } from './undecodable.ts';

/** Throws where the definition is none. */
export function jsonSchemaJson(definition: string): (payload: Buffer) => Buffer {
  const schema = JSON.parse(definition);
  if (String(schema.$schema).includes('draft-04')) {
    throw new Error('JSON Schema draft-04 is not implemented here; draft-06 and draft-07 are');
  }
  const validate = new Ajv({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    logger: false,
  }).compile(schema);
  const fits = (value: unknown): boolean => {
    try {
      return validate(value);
    } catch (error) {
      throw undecodable('it is nested too deep to be validated', error);
    }
  };
  return (payload) => {
    if (!isUtf8(payload)) throw undecodable('it is not UTF-8');
    const value = parsed(payload.toString('utf8'));
    // A place in the schema, not in the value: a path there may hold keys, which are data.
    if (!fits(value)) throw undecodable(`it does not fit ${validate.errors?.[0]?.schemaPath} of its schema`);
    return payload;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw undecodable('it is not JSON');
  }
}
