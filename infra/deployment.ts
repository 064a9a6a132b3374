/** The stacks of a list of declarations. Tests call it with declarations and handlers of their own. */
import { rm } from 'node:fs/promises';
import {
  type App,
  DefaultStackSynthesizer,
  type IStackSynthesizer,
  RemovalPolicies,
  Validations,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkDeclared } from './check-declared.ts';
import { checkResources } from './check-resources.ts';
import type { Declared } from './declared.ts';
import { KafkaStack } from './kafka/kafka-stack.ts';
import { FunctionsStack } from './lambda/functions-stack.ts';
import { handlerBundles } from './lambda/handler-bundles.ts';
import { KafkaRules } from './rules/kafka-rules.ts';
import type { Stage } from './stage/stage.ts';
import { checkTemplateSizes } from './template-size.ts';
import { AlarmsStack } from './watch/alarms-stack.ts';

export interface DeploymentProps {
  readonly stage: Stage;
  readonly declared: Declared;
  /** Holds `<name>/handler.ts` of every function declared. */
  readonly functionsDir: string;
}

export async function deployment(
  app: App,
  { stage, declared, functionsDir }: DeploymentProps,
): Promise<void> {
  checkDeclared(declared);
  const ofStage = {
    stage,
    terminationProtection: stage.terminationProtection,
    // The CLI gives them to CloudFormation, which gives them to every resource that can have some.
    tags: { project: 'kafka-consumers', stage: stage.name },
  };
  const kafka = new KafkaStack(app, 'kafka', { ...ofStage, declared, synthesizer: synthesizer() });
  Validations.of(app).addPlugins(new KafkaRules(), new AwsSolutionsChecks(app, { verbose: true }));
  checkTemplateSizes(app, declared);
  if (!stage.keepData) RemovalPolicies.of(kafka).destroy();
  const bundles = await handlerBundles({ declared, functionsDir, outdir: app.outdir });
  try {
    const functions = new FunctionsStack(app, 'functions', {
      ...ofStage,
      declared,
      bundles,
      synthesizer: synthesizer(),
    });
    const alarms = new AlarmsStack(app, 'alarms', { ...ofStage, declared, synthesizer: synthesizer() });
    // Their parameters are read when the stacks are deployed; nothing in the templates says so.
    functions.addStackDependency(kafka);
    alarms.addStackDependency(functions);
    for (const stack of [kafka, functions, alarms]) checkResources(stack, declared);
  } finally {
    // The assets are copies.
    await Promise.all([...bundles.values()].map((folder) => rm(folder, { recursive: true })));
  }
}

/** The rule would have CloudFormation read the bootstrap version; the CLI does so before it deploys anything. */
const synthesizer = (): IStackSynthesizer =>
  new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) as IStackSynthesizer;
