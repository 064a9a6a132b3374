/** What needs event pollers of one's own, and how many of those there may be. */
import { whole } from './judge.ts';
import { configOf, DESTINATION, destinationTopic } from './kafka-mapping.ts';
import type { Resource } from './resource.ts';
import { type Check, type Finding, refused } from './rule.ts';
import { isTrue, numberOf, textOf, UNKNOWN, type Value } from './value.ts';

const POLLERS = 'ProvisionedPollerConfig';
const MAXIMUM = `${POLLERS}.MaximumPollers`;
const GROUP = `${POLLERS}.PollerGroupName`;

/** Whether the option is on. What is -1 or false is what Lambda does anyway. */
const isOn: Readonly<Record<string, (value: Value, mapping: Resource) => boolean>> = {
  FunctionResponseTypes: (value) => Array.isArray(value) && value.length > 0,
  BisectBatchOnFunctionError: isTrue,
  MaximumRetryAttempts: (value) => (numberOf(value) ?? -1) !== -1,
  MaximumRecordAgeInSeconds: (value) => (numberOf(value) ?? -1) !== -1,
  MetricsConfig: () => true,
  LoggingConfig: () => true,
  [DESTINATION]: (_, mapping) => destinationTopic(mapping) !== undefined,
};

export const provisionedOnly: Check = (mapping) => {
  if (mapping.at(POLLERS) !== undefined) return [];
  const registry = `${configOf(mapping)}.SchemaRegistryConfig`;
  const options = { ...isOn, [registry]: () => true };
  return Object.entries(options).flatMap(([property, on]): readonly Finding[] => {
    const given = mapping.at(property);
    if (given === undefined || given === UNKNOWN || !on(given, mapping)) return [];
    const allowed = `absent without ${POLLERS} (a mapping on demand has it not; give it pollers)`;
    return [refused(property, given, allowed)];
  });
};

/** Lambda's, where they are not given. */
const DEFAULTS = { minimum: 1, maximum: 200 } as const;
const MOST = { minimum: 200, maximum: 2_000 } as const;

export const pollers: Check = (mapping) => {
  const minimum = `${POLLERS}.MinimumPollers`;
  const outside = [
    ...whole(mapping, minimum, { min: 1, max: MOST.minimum }),
    ...whole(mapping, MAXIMUM, { min: 1, max: MOST.maximum }),
  ];
  if (outside.length > 0 || mapping.at(minimum) === undefined) return outside;
  const least = numberOf(mapping.at(minimum)) ?? DEFAULTS.minimum;
  const most = mapping.at(MAXIMUM) === undefined ? DEFAULTS.maximum : numberOf(mapping.at(MAXIMUM));
  return most === undefined || least <= most
    ? []
    : [refused(minimum, least, `at most MaximumPollers, ${most}`)];
};

const MAPPINGS_OF_A_GROUP = 100;

/** Said once, of the first mapping of the group. */
export const pollerGroup: Check = (mapping, deployment) => {
  const name = textOf(mapping.at(GROUP));
  if (name === undefined || name === '') return [];
  const members = deployment.certain(mapping.type).filter((each) => textOf(each.at(GROUP)) === name);
  if (members[0] !== mapping) return [];
  const sum = members.reduce((total, each) => total + mostPollers(each), 0);
  return [
    ...(members.length > MAPPINGS_OF_A_GROUP
      ? [
          refused(
            GROUP,
            `${name}, of ${members.length} mappings`,
            `at most ${MAPPINGS_OF_A_GROUP} mappings in a group; a second group`,
          ),
        ]
      : []),
    ...(sum > MOST.maximum
      ? [
          refused(
            GROUP,
            `${name}, of ${sum} MaximumPollers in all`,
            `at most ${MOST.maximum} in a group, over all ${members.length} mappings; a second group`,
          ),
        ]
      : []),
  ];
};

/** Unknown ones count as none. */
const mostPollers = (mapping: Resource): number =>
  mapping.at(MAXIMUM) === undefined ? DEFAULTS.maximum : (numberOf(mapping.at(MAXIMUM)) ?? 0);
