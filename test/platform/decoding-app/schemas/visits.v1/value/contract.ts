import { jsonSchema } from '../../../../../../shared/schema/json-schema/json-schema.ts';

export interface Visit {
  readonly id: string;
  readonly page: string;
}

export const visitContract = jsonSchema<Visit>({
  topic: 'visits.v1',
  attribute: 'value',
  compatibility: 'BACKWARD',
  definitions: [
    JSON.stringify({
      type: 'object',
      properties: { id: { type: 'string' }, page: { type: 'string', minLength: 1 } },
      required: ['id', 'page'],
    }),
  ],
});
