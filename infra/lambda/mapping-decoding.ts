/** What a mapping does with values before its function is invoked: it decodes them with the registry, and filters. */
import type { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Checker } from '../../shared/declare/check.ts';
import type { FilterPattern, LambdaDecodes } from '../../shared/declare/decoding.ts';

const LONGEST_PATTERN = 4_096;

export const schemaRegistryConfig = (
  registryArn: string,
  as: LambdaDecodes,
): CfnEventSourceMapping.SchemaRegistryConfigProperty => ({
  schemaRegistryUri: registryArn,
  eventRecordFormat: as.toUpperCase(),
  schemaValidationConfigs: [{ attribute: 'VALUE' }],
});

export const filterCriteria = (
  check: Checker,
  patterns: readonly FilterPattern[],
): CfnEventSourceMapping.FilterCriteriaProperty => ({
  filters: patterns.map((each) => {
    const pattern = JSON.stringify(each);
    check.integer('the length of a pattern of filters in characters', pattern.length, 1, LONGEST_PATTERN);
    return { pattern };
  }),
});
