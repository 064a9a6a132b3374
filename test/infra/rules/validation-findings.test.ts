import { expect, test } from 'vitest';
import { validationFindings } from './validation-findings.ts';

const violation = (ruleName: string, severity: string) => ({
  ruleName,
  severity,
  description: "TreatMissingData: 'ok' is not one of",
  violatingConstructs: [{ constructPath: 'functions/Alarm' }, { constructPath: 'functions/Other' }],
});

test('a warning is a finding for each construct, though the plugin is content', () => {
  const pluginReports = [
    {
      pluginName: 'CloudFormation Validate',
      conclusion: 'success',
      violations: [violation('W3030', 'warning')],
    },
  ];
  expect(validationFindings(pluginReports)).toEqual([
    "CloudFormation Validate W3030 functions/Alarm: TreatMissingData: 'ok' is not one of",
    "CloudFormation Validate W3030 functions/Other: TreatMissingData: 'ok' is not one of",
  ]);
});

test('a plugin that failed is a finding, though it has no violation', () => {
  const pluginReports = [{ pluginName: 'KafkaRules', metadata: { error: 'no such file' }, violations: [] }];
  expect(validationFindings(pluginReports)).toEqual(['KafkaRules: no such file']);
});

test('what was acknowledged is none', () => {
  const suppressedViolations = [violation('VPC7', 'error')];
  expect(validationFindings([{ pluginName: 'cdk-nag', violations: [], suppressedViolations }])).toEqual([]);
});
