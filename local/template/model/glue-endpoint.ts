import { asText, get } from '../json.ts';
import type { Resource } from '../resolve/resolve-stack.ts';

/** An interface endpoint for Glue under Glue's own name: without it nothing in the VPC reaches the registry. */
export const reachesGlue = ({ type, properties }: Resource): boolean =>
  type === 'AWS::EC2::VPCEndpoint' &&
  /^com\.amazonaws\.[\w-]+\.glue$/.test(asText(get(properties, 'ServiceName')) ?? '') &&
  get(properties, 'VpcEndpointType') === 'Interface' &&
  asText(get(properties, 'PrivateDnsEnabled')) !== 'false';
