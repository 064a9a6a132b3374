/** A synthesis that nothing judges: neither CloudFormation's rules nor any plugin. They take longer than all the rest. */
import type { App } from 'aws-cdk-lib';

export function unvalidated(app: App): ReturnType<App['synth']> {
  const { CDK_VALIDATION } = process.env;
  process.env.CDK_VALIDATION = 'false';
  try {
    return app.synth();
  } finally {
    if (CDK_VALIDATION === undefined) delete process.env.CDK_VALIDATION;
    else process.env.CDK_VALIDATION = CDK_VALIDATION;
  }
}
