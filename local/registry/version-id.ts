/**
 * A version's id follows from its schema and its definition, so the template knows it before the registry runs, and
 * it is the same at every start. In AWS it is random; what reads it cannot tell.
 */
import { uuidOf } from '../template/catalogue/names.ts';
import { canonicalDefinition } from './canonical-definition.ts';

export const versionId = (schemaArn: string, definition: string): string =>
  uuidOf(schemaArn, canonicalDefinition(definition));
