/**
 * CloudFormation takes 1 MB a template, and says so only when it is deployed. CDK warns of four fifths of it, which is
 * not too much: here the limit itself fails a synthesis.
 */
import { statSync } from 'node:fs';
import { type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import type { Declared } from './declared.ts';
import { waysToLess } from './ways-to-less.ts';

const MOST_BYTES = 1_000_000;

export function checkTemplateSizes(app: App, declared: Declared): void {
  Validations.of(app).addPlugins(templateSize(declared));
  Validations.of(app).acknowledge({
    id: 'Annotation::@aws-cdk/core:Stack.templateSize',
    reason: 'The limit itself is checked.',
  });
}

const templateSize = (declared: Declared): IPolicyValidationPlugin => ({
  name: 'TemplateSize',
  validate({ stackTemplates }) {
    const violations = stackTemplates
      .map((stack) => ({ ...stack, bytes: statSync(stack.templatePath).size }))
      .filter(({ bytes }) => bytes > MOST_BYTES)
      .map(({ bytes, templatePath, stackConstructPath }) => ({
        severity: 'fatal',
        ruleName: 'template-size',
        description: `The template has ${bytes} bytes; allowed: at most ${MOST_BYTES}`,
        fix: waysToLess(declared),
        violatingResources: [{ constructPath: stackConstructPath, templatePath, locations: [] }],
      }));
    return { success: violations.length === 0, violations };
  },
});
