/**
 * The rules as a plugin of the CDK's validation, so that a synthesis fails on any finding:
 *
 *   Validations.of(app).addPlugins(new KafkaRules());
 *
 * A rule may be behind AWS, or a finding meant: it is taken back for one construct, with a reason that stays in the
 * report, by `Validations.of(construct).acknowledge({ id: 'KafkaRules::topic-retention', reason: '…' })`.
 */
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { findings } from './findings.ts';
import { readDeployments } from './read-deployments.ts';
import { RULES } from './rules.ts';

export class KafkaRules implements IPolicyValidationPlugin {
  readonly name = 'KafkaRules';
  readonly ruleIds = [...new Set(RULES.map(({ id }) => id))];

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const violations = readDeployments(context)
      .flatMap((deployment) => findings(deployment, RULES))
      .map(({ rule, resource, location, message }) => ({
        ruleName: rule,
        description: message,
        // Without it an acknowledged finding would let all others pass.
        severity: 'error',
        violatingResources: [
          {
            resourceLogicalId: resource.logicalId,
            templatePath: resource.templatePath,
            locations: [location],
          },
        ],
      }));
    return { success: violations.length === 0, violations };
  }
}
