/** Every resource type that is known here, implemented or inert. Any other one is refused unless it is ignored. */
import { API_GATEWAY_TYPES } from './api-gateway.ts';
import { CUSTOM_AWS } from './custom-aws.ts';
import { GLUE_TYPES } from './glue.ts';
import { IAM_TYPES } from './iam.ts';
import { INERT_TYPES } from './inert-types.ts';
import { LAMBDA_TYPES } from './lambda.ts';
import { MSK_TYPES } from './msk.ts';
import type { ResourceType } from './resource-type.ts';
import { STORAGE_TYPES } from './storage.ts';

export const CATALOGUE: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries({
    ...MSK_TYPES,
    ...LAMBDA_TYPES,
    ...IAM_TYPES,
    ...STORAGE_TYPES,
    ...API_GATEWAY_TYPES,
    ...GLUE_TYPES,
    ...INERT_TYPES,
    'Custom::AWS': CUSTOM_AWS,
  }),
);
