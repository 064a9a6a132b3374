/** Validators of the schemas in a document, compiled on first use. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Schema } from './draft-07.ts';
import { fragment } from './pointer.ts';

const OPTIONS = { strict: false, logger: false, meta: false, validateSchema: false } as const;

export function validators(root: Schema): (pointer: string, value: unknown) => boolean {
  const known = new Map<string, ValidateFunction>();
  let ajv: Ajv | undefined;

  return (pointer, value) => {
    const validate = known.get(pointer) ?? compiler().compile({ $ref: `root${fragment(pointer)}` });
    known.set(pointer, validate);
    return validate(value) === true;
  };

  function compiler(): Ajv {
    if (ajv !== undefined) return ajv;
    ajv = new Ajv(OPTIONS);
    // the types of this package are of another module system
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    return ajv.addSchema(root, 'root');
  }
}
