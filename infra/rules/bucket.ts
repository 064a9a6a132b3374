/** Lifecycle rules of buckets: each does something, after at least a day. */
import { whole } from './judge.ts';
import { type Check, type Finding, type Rule, refused, rulesOf } from './rule.ts';
import { isList, isObject, textOf, type Value } from './value.ts';

const RULES = 'LifecycleConfiguration.Rules';
const ACTIONS = [
  'ExpirationInDays',
  'ExpirationDate',
  'ExpiredObjectDeleteMarker',
  'AbortIncompleteMultipartUpload',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionExpirationInDays',
  'NoncurrentVersionTransition',
  'NoncurrentVersionTransitions',
  'Transition',
  'Transitions',
];
const DAYS = [
  'ExpirationInDays',
  'AbortIncompleteMultipartUpload.DaysAfterInitiation',
  'NoncurrentVersionExpirationInDays',
  'NoncurrentVersionExpiration.NoncurrentDays',
];
const MOST_RULES = 1_000;
const MOST_DAYS = 2_147_483_647;

const action: Check = (bucket) =>
  bucket.listAt(RULES).flatMap((given, index): readonly Finding[] => {
    if (!isObject(given) || ACTIONS.some((each) => !isNothing(given[each]))) return [];
    return [refused(`${RULES}.${index}`, given, `a rule with one of ${ACTIONS.join(', ')}`)];
  });

const isNothing = (value: Value | undefined): boolean =>
  value === undefined || (isList(value) && value.length === 0);

const days: Check = (bucket) =>
  bucket
    .listAt(RULES)
    .flatMap((_, index) =>
      DAYS.flatMap((each) =>
        whole(bucket, `${RULES}.${index}.${each}`, { min: 1, max: MOST_DAYS, why: 'days' }),
      ),
    );

const ids: Check = (bucket) => {
  const rules = bucket.listAt(RULES);
  const all = rules.map((each) => (isObject(each) ? textOf(each.Id) : undefined));
  const twice = all.flatMap((id, index): readonly Finding[] =>
    id === undefined || all.indexOf(id) === index
      ? []
      : [refused(`${RULES}.${index}.Id`, id, 'an id of its own in the bucket')],
  );
  return rules.length <= MOST_RULES
    ? twice
    : [...twice, refused(RULES, rules.length, `at most ${MOST_RULES} rules of a bucket`)];
};

export const bucketRules: readonly Rule[] = rulesOf('AWS::S3::Bucket', {
  'bucket-lifecycle-action': action,
  'bucket-lifecycle-days': days,
  'bucket-lifecycle-rules': ids,
});
