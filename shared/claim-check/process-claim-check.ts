import type { ClaimCheck } from './claim-check.ts';

let shared: ClaimCheck | undefined;
export function processClaimCheck(): ClaimCheck {
  if (!shared) throw new Error('not yet');
  return shared;
}
