/** Holds every synthesis against the record of its stage. All findings fail it at once, and cannot be acknowledged. */
import { readFileSync } from 'node:fs';
import type { IPolicyValidationPlugin, PolicyValidationStack, PolicyViolation } from 'aws-cdk-lib';
import { compare } from './compare.ts';
import { described, type Finding } from './finding.ts';
import type { RecordFile } from './record-file.ts';
import { recordOfAll } from './record-of.ts';
import { settledByHand } from './settled-by-hand.ts';

export const recordPlugin = ({ name, record }: RecordFile): IPolicyValidationPlugin => ({
  name: 'Record',
  validate({ stackTemplates }) {
    if (record === undefined) return { success: true, violations: [] };
    const templates = stackTemplates.map(({ stackConstructPath, templatePath }) => [
      stackConstructPath,
      JSON.parse(readFileSync(templatePath, 'utf8')),
    ]);
    const { findings } = compare(record, recordOfAll(Object.fromEntries(templates)));
    if (findings.length === 0) return { success: true, violations: [] };
    return {
      success: false,
      violations: [...findings.map((each) => violation(each, stackTemplates)), ofAll(name, stackTemplates)],
    };
  },
});

function violation(finding: Finding, stacks: readonly PolicyValidationStack[]): PolicyViolation {
  const { stack, logicalId, property, wayOut } = finding;
  const template = stacks.find(({ stackConstructPath }) => stackConstructPath === stack);
  return {
    severity: 'fatal',
    ruleName: property,
    description: described(finding),
    fix: wayOut,
    violatingResources: [
      {
        resourceLogicalId: logicalId,
        locations: [`Properties/${property.replaceAll('.', '/')}`],
        ...(template !== undefined && { templatePath: template.templatePath }),
      },
    ],
  };
}

/** Printed once, after the findings; what has no place is not printed at all. */
const ofAll = (file: string, [stack]: readonly PolicyValidationStack[]): PolicyViolation => ({
  severity: 'warning',
  ruleName: 'by-hand',
  description: settledByHand(file),
  violatingResources: [{ constructPath: stack?.stackConstructPath ?? '', locations: [] }],
});
