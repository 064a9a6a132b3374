import type { Producer } from './producer.ts';

let shared: Producer | undefined;
export function processProducer(): Producer {
  if (!shared) throw new Error('not yet');
  return shared;
}
