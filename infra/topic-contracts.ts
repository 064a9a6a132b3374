/** The contracts of a topic: of its values, of its keys, of both or of neither. */
import type { Topic } from '../shared/declare/topic.ts';
import type { Contract } from '../shared/schema/contract.ts';

export const contractsOf = ({ value, keyContract }: Topic): readonly Contract[] => [
  ...(value.kind === 'contract' ? [value] : []),
  ...(keyContract === undefined ? [] : [keyContract]),
];

/** Those in our registry: Confluent's frame has ids that another one gave. */
export const registeredContracts = (topic: Topic): readonly Contract[] =>
  topic.framing === 'confluent' ? [] : contractsOf(topic);
