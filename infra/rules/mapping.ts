/** The rules of mappings that read Kafka; others are none of ours. */
import { isOfKafka, MAPPING } from './kafka-mapping.ts';
import { batchingWindow, batchSize, filters } from './mapping-batch.ts';
import { attempts, destination, recordAge } from './mapping-failures.ts';
import { pollerGroup, pollers, provisionedOnly } from './mapping-provisioned.ts';
import { registry } from './mapping-registry.ts';
import { group, nothingElsewhere, oneSource, ownGroup, startingPosition, topics } from './mapping-source.ts';
import { type Rule, rulesOf } from './rule.ts';

const CHECKS = {
  'mapping-source': oneSource,
  'mapping-foreign-option': nothingElsewhere,
  'mapping-topics': topics,
  'mapping-starting-position': startingPosition,
  'mapping-group': group,
  'mapping-own-group': ownGroup,
  'mapping-batch-size': batchSize,
  'mapping-batching-window': batchingWindow,
  'mapping-filters': filters,
  'mapping-provisioned-only': provisionedOnly,
  'mapping-pollers': pollers,
  'mapping-poller-group': pollerGroup,
  'mapping-attempts': attempts,
  'mapping-record-age': recordAge,
  'mapping-destination': destination,
  'mapping-registry': registry,
};

export const mappingRules: readonly Rule[] = rulesOf(MAPPING, CHECKS).map((rule) => ({
  ...rule,
  check: (mapping, deployment) => (isOfKafka(mapping) ? rule.check(mapping, deployment) : []),
}));
