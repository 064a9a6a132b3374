/** Functions: their runtime and size, and what a mapping of Kafka asks of them. */
import { whole } from './judge.ts';
import { functionOf, isOfKafka, MAPPING } from './kafka-mapping.ts';
import { type Check, type Rule, refused, rulesOf } from './rule.ts';
import { numberOf, textOf } from './value.ts';

const LONGEST_WITH_KAFKA_SECONDS = 840;

const timeout: Check = (fn, deployment) => {
  const given = numberOf(fn.at('Timeout'));
  if (given === undefined || given <= LONGEST_WITH_KAFKA_SECONDS) return [];
  const mapping = deployment.resources.find(
    (each) => each.type === MAPPING && isOfKafka(each) && functionOf(each, deployment) === fn,
  );
  if (mapping === undefined) return [];
  const allowed = `at most ${LONGEST_WITH_KAFKA_SECONDS} s with a mapping of Kafka (${mapping.logicalId})`;
  return [refused('Timeout', given, allowed)];
};

const memory: Check = (fn) => whole(fn, 'MemorySize', { min: 128, max: 10_240, why: 'MB' });

/** Of Node; others have their own rules. A preview is no place for records. */
const NODE = ['nodejs22.x', 'nodejs24.x'];

const runtime: Check = (fn) => {
  const given = textOf(fn.at('Runtime'));
  return given === undefined || !given.startsWith('nodejs') || NODE.includes(given)
    ? []
    : [refused('Runtime', given, `${NODE.join(', ')} (supported, and no preview)`)];
};

export const functionRules: readonly Rule[] = rulesOf('AWS::Lambda::Function', {
  'function-timeout': timeout,
  'function-memory': memory,
  'function-runtime': runtime,
});
