/** The project's app, in which every function of a subscription has 128 MB more than it is declared to have. */
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { declared } from '../../../infra/declared.ts';
import { deployment } from '../../../infra/deployment.ts';
import { stageOf } from '../../../infra/stage/stage.ts';

export async function changedDeployment(): Promise<App> {
  const app = new App({ context: CURRENTLY_RECOMMENDED_FLAGS });
  const subscriptions = declared.subscriptions.map((each) => ({ ...each, memory: each.memory + 128 }));
  await deployment(app, {
    stage: stageOf(app.node.getAllContext()),
    declared: { ...declared, subscriptions },
    functionsDir: path.resolve(import.meta.dirname, '../../../functions'),
  });
  return app;
}
