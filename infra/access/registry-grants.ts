/** A version is asked for by its id alone, as a record has it: such a call names no resource. */
import { type Access, target } from './grant.ts';

export const lookUp = (): Access => ({
  purpose: 'look-up',
  actions: ['glue:GetSchemaVersion'],
  on: [target('any')],
});

export const decodeValues = (): Access[] => [
  { purpose: 'decode-values', actions: ['glue:GetRegistry'], on: [target('registry')] },
  { purpose: 'decode-values', actions: ['glue:GetSchemaVersion'], on: [target('any')] },
];
